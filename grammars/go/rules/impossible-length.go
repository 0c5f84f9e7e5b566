package check

func empty(values []int) bool {
	if len(values) < 0 {
//  ^^^^^^^^^^^^^^^ finds
		return true
	}
	return len(values) == 0 || len(values) > 0 // ok
}
