using Edify.Rag.Documents.Chunking.Cutting;
using Edify.Rag.Documents.Chunking.Measuring;
using Edify.Rag.Shared;

namespace Edify.Rag.Documents.Chunking.Sentences;

/// <summary>Divides the elements of one document into sentences, tables into rows, and code into lines; none larger than a chunk.</summary>
internal sealed class UnitSplitter(ChunkMeter meter)
{
    private long _position;
    private string _lead = string.Empty;
    private int _section;
    private bool _isInHeading;

    /// <summary>Adds the units of the next element to a list.</summary>
    /// <param name="element">It; not without text.</param>
    /// <param name="units">The list.</param>
    public void Split(DocumentElement element, List<TextUnit> units)
    {
        var isHeading = element.Kind == ElementKind.Heading;
        if (isHeading && !_isInHeading) _section++;
        _isInHeading = isHeading;

        var text = string.Concat(element.Text, "\n").AsSpan();
        var hasLines = element.Kind is ElementKind.Table or ElementKind.Code;
        for (var at = 0; at < text.Length;)
        {
            var words = text.Length - text[at..].TrimStart().Length;
            if (words == text.Length)
            {
                Keep(text[at..]);
                return;
            }

            var next = hasLines ? NextLine(text, words) : SentenceScanner.NextBoundary(text, words);
            next = words + Fitting(text[words..next]);
            var raw = string.Concat(_lead, text[at..next]);
            units.Add(new(_position - _lead.Length, raw, element, words, _section));
            _position += next - at;
            _lead = string.Empty;
            at = next;
        }
    }

    /// <summary>Passes over text that comes into no chunk.</summary>
    /// <param name="length">Its length in the document's text.</param>
    public void Skip(int length)
    {
        _position += length;
        _lead = string.Empty;
        _section++;
    }

    private void Keep(ReadOnlySpan<char> whiteSpace)
    {
        _lead = string.Concat(_lead, whiteSpace);
        _position += whiteSpace.Length;
    }

    private static int NextLine(ReadOnlySpan<char> text, int from) => from + text[from..].IndexOf('\n') + 1;

    private int Fitting(ReadOnlySpan<char> sentence)
    {
        var measure = meter.Measure(sentence.TrimEnd());
        var limit = measure <= meter.Size ? sentence.Length : Math.Max(1, (int)((long)sentence.Length * meter.Size / measure));
        while (limit < sentence.Length)
        {
            var word = TextCuts.LastWord(sentence, 0, limit);
            var cut = word > limit / 2 ? word : TextCuts.LastGrapheme(sentence, 0, limit);
            if (cut <= 2 || meter.Measure(sentence[..cut].TrimEnd()) <= meter.Size) return cut;
            limit = cut * 7 / 8;
        }

        return sentence.Length;
    }
}
