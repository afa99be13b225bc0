namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Brings a line from the order in which it is painted, left to right, into the order in which it is read.</summary>
/// <remarks>
/// The rules of UAX #9 for weak and neutral characters are applied to the painted line, and its runs reversed, which undoes what
/// a layout engine did. Embeddings and isolates leave no trace in paint. Where two readings are painted alike, a number beside a
/// word that runs from left to right is taken to follow it.
/// </remarks>
internal static class BidiLine
{
    // Of those that are open; as many as UAX #9 follows (BD16).
    private const int MaxBrackets = 63;

    /// <summary>The line in reading order. Applied to a line in reading order, it gives the painted one.</summary>
    /// <param name="painted">Characters from left to right.</param>
    /// <param name="isRightToLeft">Direction of the paragraph.</param>
    public static string Reorder(string painted, bool isRightToLeft)
    {
        if (!BidiClasses.MayRunRightToLeft(painted)) return painted;
        var classes = new BidiClass[painted.Length];
        for (var i = 0; i < painted.Length; i++) classes[i] = ClassAt(painted, classes, i);
        ResolveNumbers(classes, isRightToLeft);
        ResolveBrackets(painted, classes, isRightToLeft);
        ResolveNeutrals(classes, isRightToLeft);
        return Reverse(painted, classes, isRightToLeft);
    }

    // A mark on a letter that runs from left to right goes with it (W1).
    private static BidiClass ClassAt(string text, BidiClass[] classes, int index)
    {
        var own = BidiClasses.Of(text[index]);
        return own == BidiClass.Neutral && index > 0 && char.GetUnicodeCategory(text[index]) == System.Globalization.UnicodeCategory.NonSpacingMark ? classes[index - 1] : own;
    }

    // W2 to W7.
    private static void ResolveNumbers(BidiClass[] classes, bool isRightToLeft)
    {
        var strong = isRightToLeft ? BidiClass.Right : BidiClass.Left;
        for (var i = classes.Length - 1; i >= 0; i--)
        {
            if (classes[i] is BidiClass.Left or BidiClass.Right or BidiClass.ArabicLetter) strong = classes[i];
            else if (classes[i] == BidiClass.EuropeanNumber && strong == BidiClass.ArabicLetter) classes[i] = BidiClass.ArabicNumber;
        }

        for (var i = 0; i < classes.Length; i++)
            if (classes[i] == BidiClass.ArabicLetter) classes[i] = BidiClass.Right;
        for (var i = 1; i + 1 < classes.Length; i++)
        {
            if (classes[i - 1] != classes[i + 1]) continue;
            if (classes[i] is BidiClass.NumberSeparator or BidiClass.CommonSeparator && classes[i - 1] == BidiClass.EuropeanNumber
                || classes[i] == BidiClass.CommonSeparator && classes[i - 1] == BidiClass.ArabicNumber) classes[i] = classes[i - 1];
        }

        for (var i = 1; i < classes.Length; i++)
            if (classes[i] == BidiClass.NumberTerminator && classes[i - 1] == BidiClass.EuropeanNumber) classes[i] = BidiClass.EuropeanNumber;
        for (var i = classes.Length - 2; i >= 0; i--)
            if (classes[i] == BidiClass.NumberTerminator && classes[i + 1] == BidiClass.EuropeanNumber) classes[i] = BidiClass.EuropeanNumber;

        strong = isRightToLeft ? BidiClass.Right : BidiClass.Left;
        for (var i = 0; i < classes.Length; i++)
        {
            if (classes[i] is BidiClass.Left or BidiClass.Right) strong = classes[i];
            else if (classes[i] == BidiClass.EuropeanNumber && strong == BidiClass.Left) classes[i] = BidiClass.Left;
            else if (classes[i] is BidiClass.NumberSeparator or BidiClass.CommonSeparator or BidiClass.NumberTerminator) classes[i] = BidiClass.Neutral;
        }
    }

    // N0: both brackets go with what they enclose, if that runs with the paragraph or with what stands before them.
    private static void ResolveBrackets(string text, BidiClass[] classes, bool isRightToLeft)
    {
        var (own, other) = isRightToLeft ? (BidiClass.Right, BidiClass.Left) : (BidiClass.Left, BidiClass.Right);
        var open = new Stack<int>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '(' or '[' && open.Count < MaxBrackets) open.Push(i);
            if (text[i] is not (')' or ']') || !open.TryPop(out var start)) continue;
            var inside = classes.AsSpan(start + 1, i - start - 1);
            var before = classes.AsSpan(0, start).LastIndexOfAny(BidiClass.Left, BidiClass.Right);
            if (inside.Contains(own)) classes[start] = classes[i] = own;
            else if (inside.Contains(other)) classes[start] = classes[i] = before >= 0 && classes[before] == other ? other : own;
        }
    }

    // N1 and N2.
    private static void ResolveNeutrals(BidiClass[] classes, bool isRightToLeft)
    {
        var own = isRightToLeft ? BidiClass.Right : BidiClass.Left;
        var before = own;
        for (var i = 0; i < classes.Length;)
        {
            var end = i;
            while (end < classes.Length && classes[end] == BidiClass.Neutral) end++;
            if (end > i) classes.AsSpan(i, end - i).Fill(before == (end < classes.Length ? Direction(classes[end]) : own) ? before : own);
            if (end < classes.Length) before = Direction(classes[end]);
            i = end + 1;
        }
    }

    private static BidiClass Direction(BidiClass resolved) => resolved == BidiClass.Left ? BidiClass.Left : BidiClass.Right;

    // L2 and L4: what runs from right to left is reversed, and what runs from left to right within it once more.
    private static string Reverse(string painted, BidiClass[] classes, bool isRightToLeft)
    {
        var text = painted.ToCharArray();
        for (var i = 0; i < text.Length; i++)
            if (classes[i] == BidiClass.Right) text[i] = BidiClasses.Mirror(text[i]);
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && (isRightToLeft || classes[end] != BidiClass.Left)) end++;
            ReverseRun(text.AsSpan(i, end - i), classes.AsSpan(i, end - i));
            i = end + 1;
        }

        return new string(text);
    }

    private static void ReverseRun(Span<char> text, Span<BidiClass> classes)
    {
        text.Reverse();
        classes.Reverse();
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && classes[end] != BidiClass.Right) end++;
            text[i..end].Reverse();
            i = end + 1;
        }
    }
}
