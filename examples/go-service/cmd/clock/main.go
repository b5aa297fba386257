// Command clock serves the time over HTTP.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.test/clock/worldtime"
)

var version = "dev" // set by the linker

func main() {
	log.SetFlags(log.LstdFlags | log.LUTC)
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	run := serve
	if len(os.Args) == 2 && os.Args[1] == "--health" {
		run = health
	}
	if err := run(port); err != nil {
		log.Fatal(err)
	}
}

func serve(port string) error {
	stop, done := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer done()

	routes := http.NewServeMux()
	routes.Handle("/time", worldtime.Handler(time.Now))
	routes.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, "{\"status\":\"ok\",\"version\":%q}\n", version)
	})
	server := &http.Server{
		Addr:              ":" + port,
		Handler:           routes,
		ReadHeaderTimeout: 5 * time.Second,
		WriteTimeout:      10 * time.Second,
		IdleTimeout:       time.Minute,
	}

	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	log.Printf("clock %s listens on port %s", version, port)
	select {
	case err := <-failed:
		return err
	case <-stop.Done():
	}
	log.Print("clock stops: requests that are there are answered")
	ending, cancel := context.WithTimeout(context.Background(), 8*time.Second)
	defer cancel()
	return server.Shutdown(ending)
}

// health asks the server on this machine.
func health(port string) error {
	client := http.Client{Timeout: 2 * time.Second}
	response, err := client.Get("http://127.0.0.1:" + port + "/health")
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return errors.New("not well: " + response.Status)
	}
	return nil
}
