package tokens

func kind(token string) int {
	if token == "(" {
		return 1
	} else if token == ")" {
		return 2
	} else if token == "(" {
//         ^^^^^^^^^^^^ finds
		return 3
	}
	if err := first(); err != nil {
		return 4
	} else if err := second(); err != nil { // ok: another err
		return 5
	}
	return 0
}
