package count

func words(text []string) map[string]int {
	var total map[string]int
	for _, word := range text {
		total[word]++
		total[word] = 1
//^^^^^^^^^^^ finds
	}
	var made map[string]int
	made = make(map[string]int)
	made["a"] = 1 // ok
	var read map[string]int
	_ = read["a"] // ok: reading is fine
	return total
}
