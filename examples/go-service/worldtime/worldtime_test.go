package worldtime

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestHandler(t *testing.T) {
	noon := func() time.Time { return time.Date(2024, 7, 1, 12, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		method, query string
		status        int
		body          string
	}{
		{"GET", "zone=Europe/Berlin", 200, `{"time":"2024-07-01T14:00:00+02:00","zone":"Europe/Berlin"}`},
		{"GET", "", 200, `{"time":"2024-07-01T12:00:00Z","zone":"UTC"}`},
		{"GET", "zone=../../etc/passwd", 400, `{"error":"there is no zone ../../etc/passwd"}`},
		{"POST", "", 405, `{"error":"only GET is answered"}`},
	} {
		w := httptest.NewRecorder()
		Handler(noon).ServeHTTP(w, httptest.NewRequest(c.method, "/time?"+c.query, http.NoBody))
		if w.Code != c.status || w.Body.String() != c.body+"\n" {
			t.Errorf("%s %q: %d %s", c.method, c.query, w.Code, w.Body)
		}
	}
}
