package work

func run(jobs []Job) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		go func() {
			wg.Add(1)
// ^^^^^^^^^ finds
			defer wg.Done()
			job.Run()
		}()
		wg.Add(1)
		go func() { // ok
			defer wg.Done()
			job.Run()
		}()
		go func() {
			total.Add(1) // ok: a counter
			job.Run()
		}()
	}
	wg.Wait()
}
