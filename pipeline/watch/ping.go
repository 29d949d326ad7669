package watch

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// pingTime is how long a health check may take: a run must not hang on it.
const pingTime = 10 * time.Second

// Ping tells a health check that a run ended: the URL for a good one, the URL
// with the exit code behind it for any other, as healthchecks.io and its kin
// expect. The verdict line is the body.
func Ping(ctx context.Context, url string, exit int, verdict string) error {
	if exit != 0 {
		url = strings.TrimRight(url, "/") + "/" + strconv.Itoa(exit)
	}
	ctx, cancel := context.WithTimeout(ctx, pingTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(verdict))
	if err != nil {
		return fmt.Errorf("ping: %w", err)
	}
	request.Header.Set("Content-Type", "text/plain; charset=utf-8")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("ping: %w", err)
	}
	defer response.Body.Close()
	io.Copy(io.Discard, io.LimitReader(response.Body, 1<<16)) // so that the connection ends cleanly
	if response.StatusCode >= 300 {
		return fmt.Errorf("ping: the health check answers %s", response.Status)
	}
	return nil
}
