using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Documents.Tests.Chunking;

/// <summary>A document of odd words in odd elements, and how to cut it.</summary>
internal sealed record ChunkerCase(DocumentElement[] Elements, ChunkerOptions Options)
{
    private static readonly string[] Words =
    [
        "a", "school", "teaches.", "Dr.", "Then", "pupils?", "\"Yes!\"", "learning", "3.14", "e.g.", "naïve", "e\u0301te\u0301", "文字列。", "これは長い文です",
        "👩‍👩‍👧", "🇩🇪", "𝒳", "हिन्दी।", "x\u0301\u0302\u0303", "unbreakable-and-rather-long-word-of-a-chemist", "\t", "\u3000",
    ];

    private static readonly DocumentElement Boilerplate = new(ElementKind.Paragraph, "All rights reserved by the school. Do not hand this on to anybody else.");

    private static readonly Gen<DocumentElement> AnyElement =
        from kind in Gen.Elements(Enum.GetValues<ElementKind>())
        from count in Gen.Frequency((6, Gen.Choose(1, 12)), (3, Gen.Choose(20, 120)), (1, Gen.Choose(300, 900)))
        from words in Gen.ArrayOf(Gen.Elements(Words), kind == ElementKind.Heading ? Math.Min(count, 8) : count)
        from separator in Gen.Frequency((8, Gen.Constant(" ")), (1, Gen.Constant(string.Empty)))
        from level in Gen.Choose(1, 3)
        let lines = kind is ElementKind.Table or ElementKind.Code
        select new DocumentElement(kind, Join(words, separator, lines)) { Level = kind == ElementKind.Heading ? level : 0 };

    private static readonly Gen<DocumentElement> ElementOrBoilerplate = Gen.Frequency((6, AnyElement), (1, Gen.Constant(Boilerplate)));

    /// <summary>Documents for any chunker that the options are for.</summary>
    public static Arbitrary<ChunkerCase> For(Func<int, int, bool, ChunkerOptions> options) => (
        from count in Gen.Choose(0, 25)
        from elements in Gen.ArrayOf(ElementOrBoilerplate, count)
        from size in Gen.OneOf(Gen.Choose(50, 120), Gen.Choose(200, 1500))
        from part in Gen.Choose(0, (size - 1) / 2)
        from flag in Gen.Elements(true, false)
        from unit in Gen.Elements(ChunkUnit.Characters, ChunkUnit.Tokens)
        from occurrences in Gen.Choose(0, 2)
        select new ChunkerCase(Placed(elements), With(options(size, part, flag), size, unit, occurrences))).ToArbitrary();

    /// <summary>All that a failure is to be understood by.</summary>
    public override string ToString() =>
        $"{Options.GetType().Name}, {Options.Size} {Options.Unit}, at most {Options.MaxOccurrences} occurrences\n"
        + string.Join('\n', Elements.Select(e => $"{e.Start} page {e.Page} {e.Kind} {e.Level}: {e.Text.Replace("\n", "\\n", StringComparison.Ordinal)}"));

    private static ChunkerOptions With(ChunkerOptions options, int size, ChunkUnit unit, int occurrences)
    {
        (options.Size, options.Unit, options.MaxOccurrences) = (size, unit, occurrences);
        return options;
    }

    private static string Join(string[] words, string separator, bool lines)
    {
        var text = new StringBuilder();
        foreach (var (i, word) in words.Index()) text.Append(word).Append(lines && i % 7 == 6 ? "\n" : separator);
        return text.ToString();
    }

    private static DocumentElement[] Placed(DocumentElement[] elements)
    {
        var (start, page) = (0L, 1);
        var headings = new List<DocumentElement>();
        for (var i = 0; i < elements.Length; i++)
        {
            if (i % 5 == 4) page++;
            if (elements[i].Kind == ElementKind.Heading) headings.RemoveAll(h => h.Level >= elements[i].Level);
            elements[i] = elements[i] with { Start = start, Page = page, HeadingPath = [.. headings.Select(h => h.Text)] };
            if (elements[i].Kind == ElementKind.Heading) headings.Add(elements[i]);
            if (elements[i].Kind != ElementKind.RunningHead) start += elements[i].Text.Length + 1;
        }

        return elements;
    }
}
