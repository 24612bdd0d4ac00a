package notify

import (
	"context"
	"slices"
	"sync"
)

// sinkSize is how many messages a sink keeps; the oldest goes first.
const sinkSize = 10_000

// Sink keeps messages instead of sending them, in dev only: the rehearsal reads it like a phone.
type Sink struct {
	lock     sync.Mutex
	messages []Message
}

// Send keeps the message.
func (s *Sink) Send(_ context.Context, m Message) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.messages = append(s.messages, m)
	if over := len(s.messages) - sinkSize; over > 0 {
		s.messages = slices.Delete(s.messages, 0, over)
	}
	return nil
}

// Read lists what was sent to a phone or mail address, the oldest first; what was sent to anyone when whose is empty.
func (s *Sink) Read(whose string) []Message {
	s.lock.Lock()
	defer s.lock.Unlock()
	return slices.DeleteFunc(slices.Clone(s.messages), func(m Message) bool {
		return whose != "" && m.Phone != whose && m.Email != whose
	})
}
