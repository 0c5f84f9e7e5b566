package files

func read(paths []string) {
	for _, path := range paths {
		file := open(path)
		defer file.Close()
//^^^^^^^^^^^^^^^^^^ finds
	}
	for _, path := range paths {
		func() {
			file := open(path)
			defer file.Close() // ok: ends with this function
		}()
	}
}
