package fetch

func get(url string) error {
	resp, err := http.Get(url)
	defer resp.Body.Close()
// <- finds
	if err != nil {
		return err
	}
	file, err := os.Open(url)
	if err != nil {
		return err
	}
	defer file.Close() // ok
	return nil
}
