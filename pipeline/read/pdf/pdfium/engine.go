// Package pdfium draws the pages of a PDF file with PDFium, Chrome's reader, in
// a WebAssembly sandbox without files and network. It knows every font and
// every kind of damage, takes a tenth of a second to start, and is ten times
// slower than package content.
package pdfium

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// memoryPages bounds what one document may take of PDFium's memory, in pages
// of 64 KiB: 128 MiB. While it grows there are two of it.
const memoryPages = 2048

// NoCache as the cache folder of an [Engine] keeps nothing on disk.
const NoCache = "-"

// An Engine is PDFium, compiled when the first document needs it. The zero
// value is ready; several goroutines may use it.
type Engine struct {
	Cache    string        // folder for compiled code; "" is the user's cache folder, [NoCache] none
	Patience time.Duration // how long one document may take; 0 is twenty seconds

	start   sync.Once
	pool    pdfium.Pool
	failure error
}

// ready compiles PDFium unless it is.
func (e *Engine) ready() error {
	e.start.Do(func() { e.pool, e.failure = compile(e.Cache, runtime.GOMAXPROCS(0)) })
	if e.failure != nil {
		return fmt.Errorf("start pdfium: %w", e.failure)
	}
	return nil
}

// instance borrows a PDFium that is killed when ctx ends; done gives it back.
func (e *Engine) instance(ctx context.Context) (in pdfium.Pdfium, done func(), err error) {
	in, err = e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("start pdfium: %w", err)
	}
	killed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(killed)
		_ = in.Kill()
	})
	return in, func() {
		if stop() {
			_ = in.Close()
			return
		}
		<-killed
	}, nil
}

// Close frees PDFium.
func (e *Engine) Close() error {
	e.start.Do(func() { e.failure = os.ErrClosed })
	if e.pool == nil {
		return nil
	}
	return e.pool.Close()
}

// compile takes three seconds, with the result of an earlier run in cache a
// tenth of one. A cache that cannot be written or is damaged is done without.
func compile(cache string, workers int) (pdfium.Pool, error) {
	config := func() wazero.RuntimeConfig {
		return wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(memoryPages).
			WithCloseOnContextDone(true)
	}
	if kept, err := openCache(cache); err == nil {
		if pool, err := start(config().WithCompilationCache(kept), workers); err == nil {
			return pool, nil
		}
	}
	return start(config(), workers)
}

func openCache(dir string) (wazero.CompilationCache, error) {
	if dir == NoCache {
		return nil, os.ErrNotExist
	}
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return nil, err
		}
		dir = filepath.Join(user, "huizong", "pdfium")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return wazero.NewCompilationCacheWithDir(dir)
}

func start(config wazero.RuntimeConfig, workers int) (pdfium.Pool, error) {
	return webassembly.Init(webassembly.Config{
		MaxIdle: workers, MaxTotal: workers,
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(),
		Stdout:        io.Discard, Stderr: io.Discard,
		RandomSource: zeros{},
	})
}

// zeros is PDFium's source of randomness: the same document reads the same.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// patience is how long one document may take.
const patience = 20 * time.Second
