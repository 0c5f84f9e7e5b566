package store

func (s *Store) get(key string) string {
	s.mu.Lock()
	defer s.mu.Lock()
//          ^^^^ finds
	s.other.RLock()
	defer s.other.RUnlock() // ok
	return s.values[key]
}
