// Package worldtime answers what time it is in a place.
package worldtime

import (
	"encoding/json"
	"net/http"
	"time"
)

// Handler serves GET /time?zone=Europe/Berlin, by the given clock.
func Handler(now func() time.Time) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet {
			w.Header().Set("Allow", http.MethodGet)
			answer(w, http.StatusMethodNotAllowed, map[string]string{"error": "only GET is answered"})
			return
		}
		zone := r.URL.Query().Get("zone")
		place, err := time.LoadLocation(zone)
		if err != nil {
			answer(w, http.StatusBadRequest, map[string]string{"error": "there is no zone " + zone})
			return
		}
		answer(w, http.StatusOK, map[string]string{"zone": place.String(), "time": now().In(place).Format(time.RFC3339)})
	})
}

func answer(w http.ResponseWriter, status int, body map[string]string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// What can fail is the connection, and then nobody is left to tell.
	_ = json.NewEncoder(w).Encode(body)
}
