package area

func area(width, height int) int {
	return (width * height
//                    ^ finds
}

func other() int { return 1 } // ok
