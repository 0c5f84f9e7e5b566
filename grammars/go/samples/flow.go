package flow

func walk(ch chan int, thing any) (err error) {
	for i, _ := range items {
	// <- blocks: @flow.loop scopes: @local.scope
	//  ^ scopes: @local.definition.variable
	//     ^ scopes: !local.definition.variable
	//                ^^^^^ scopes: @local.reference
		fmt.Println(i, "世界")
		// <- calls: @call
		// <- calls: @receiver scopes: @receiver
		//  ^^^^^^^ calls: @name scopes: @member.reference
		//         ^^^^^^^^^ calls: @arguments
	}
	for {
	// <- blocks: @flow.loop
		break
	}
	if v, err := load(); err != nil {
	// <- blocks: @flow.branch scopes: @local.scope
	// ^ scopes: @local.definition.variable
	//           ^^^^^^ calls: @call
	//           ^^^^ calls: @name !receiver
		panic(ErrClosed)
		// <- blocks: @flow.raise
		//    ^^^^^^^^^ blocks: @raised
	} else if v {
	//     ^^ blocks: @flow.branch
		panic(&ParseError{Line: 1})
		//     ^^^^^^^^^^ blocks: @raised
	} else {
		panic(err)
		// <- blocks: @flow.raise
		//    ^^^ blocks: !raised
	}
	switch t := thing.(type) {
	// <- blocks: @flow.branch @block scopes: @local.scope
	//     ^ scopes: @local.definition.variable
	case int:
	// <- scopes: @local.scope
	}
	switch {
	// <- blocks: @flow.branch
	case err != nil:
	}
	select {
	// <- blocks: @flow.branch @block
	case m := <-ch:
	//   ^ scopes: @local.definition.variable
	}
	defer func() {
	//    ^^^^ scopes: @local.scope
		if r := recover(); r != nil {
		//      ^^^^^^^^^ blocks: @flow.catch calls: @call
		}
	}()
	Map[int](xs)
	// <- calls: @call
	// <- calls: @name
	Map[int, string](xs)
	// <- calls: @name
	pkg.Map[int](xs)
	// <- calls: @receiver
	//  ^^^ calls: @name
	const local = 3
	// <- symbols: !symbol.constant
	//    ^^^^^ scopes: @local.definition.variable
	var count int
	// <- symbols: !symbol.variable
	//  ^^^^^ scopes: @local.definition.variable
	return err
	// <- blocks: @flow.return
}
