package report

func report(name string, count int) {
	fmt.Println("%d files", count)
//           ^^^^^^^^^^ finds
	log.Fatal("no file %s", name)
//         ^^^^^^^^^^^^ finds
	fmt.Printf("%d files\n", count)   // ok
	fmt.Println("100%", name)         // ok: no verb
	fmt.Println("done: 5% of", count) // ok
}
