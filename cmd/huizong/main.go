// Command huizong gathers the annual disclosure reports (政府信息公开工作年度报告)
// of all townships of a county, checks them and publishes the totals.
package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"

	"huizong/pipeline"
)

func main() {
	spendMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// exit is an error that only carries an exit code: everything was said already.
type exit int

func (e exit) Error() string { return "exit" }

// usage marks a mistake on the command line.
type usage struct{ error }

func (u usage) Unwrap() error { return u.error }

// exitCode is what an error ends with. One that comes of an interruption may say
// anything; what was done by then was done.
func exitCode(ctx context.Context, err error) int {
	var code exit
	var wrong usage
	switch {
	case err == nil:
		return pipeline.Clean
	case errors.As(err, &code):
		return int(code)
	case ctx.Err() != nil:
		return pipeline.Interrupted
	case errors.As(err, &wrong):
		return pipeline.WrongUsage
	}
	return pipeline.ExitCode(err)
}
