class Half
# <- symbols: @symbol.class
  KEPT = 1
  # <- symbols: @symbol.constant
  def count(
    call(KEPT
  end

  def after
  #   ^^^^^ symbols: @name
    go(1)
    # <- calls: @name
  end
end
