using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Finds the evidence in a passage by its lines, each of which was a paragraph, heading, list item or row of the document.</summary>
internal sealed class EvidenceReader
{
    private const int LongestList = 600;

    private readonly ContextPassage _passage;
    private readonly string _text;
    private readonly List<Line> _lines;
    private readonly List<Evidence> _evidence = [];
    private readonly string _headings;
    private string _heading = string.Empty;
    private string _introduction = string.Empty;

    private EvidenceReader(ContextPassage passage)
    {
        _passage = passage;
        _text = passage.Text;
        _headings = string.Join('\n', passage.Headings());
        _lines = Line.Split(_text, [.. passage.Headings()]);
    }

    /// <summary>The evidence of a passage, in order.</summary>
    public static IReadOnlyList<Evidence> Read(ContextPassage passage)
    {
        var reader = new EvidenceReader(passage);
        reader.ReadLines();
        return reader._evidence;
    }

    private void ReadLines()
    {
        for (var i = 0; i < _lines.Count;)
        {
            var line = _lines[i];
            if (line.Kind == LineKind.Row) i = ReadTable(i);
            else if (line.Kind == LineKind.Heading) i = Enter(line, i);
            else if (line.Kind == LineKind.Introduction) i = ReadList(i);
            else i = ReadParagraph(line, i);
        }
    }

    private int Enter(Line heading, int i)
    {
        _heading = heading.Text;
        _introduction = string.Empty;
        return i + 1;
    }

    private int ReadTable(int first)
    {
        var last = first;
        while (last < _lines.Count && _lines[last].Kind == LineKind.Row) last++;
        var startsHere = first > 0 || _passage.StartsDocument();
        foreach (var (line, text) in Table.Read(_lines[first..last], startsHere)) Add(line.Part, text);
        return last;
    }

    // The line that introduces a list, and the list with it: "Bring these: a book; a pen."
    private int ReadList(int first)
    {
        var introduction = _lines[first];
        var end = first + 1;
        while (end < _lines.Count && _lines[end].ContinuesList(_lines[first + 1])) end++;
        if (introduction.IsQuestion)
        {
            _introduction = introduction.Text;
            return first + 1;
        }

        var items = _lines[(first + 1)..end];
        AddList(introduction, items);
        _introduction = introduction.Text;
        foreach (var item in items) AddSentences(item);
        _introduction = string.Empty;
        return end;
    }

    private void AddList(Line introduction, List<Line> items)
    {
        var text = introduction.Text;
        var part = introduction.Part;
        foreach (var item in items)
        {
            if (text.Length + item.Text.Length > LongestList) break;
            text += (part.Equals(introduction.Part) ? " " : "; ") + item.Text.TrimEnd('.', ';', ',', ' ');
            part = part.Start..item.Part.End;
        }

        if (!part.Equals(introduction.Part)) Add(part, text + ".");
    }

    private int ReadParagraph(Line line, int i)
    {
        AddSentences(line);
        _introduction = string.Empty;
        return i + 1;
    }

    private void AddSentences(Line line)
    {
        var previous = default(Evidence);
        foreach (var sentence in Sentences.Of(_text, line.Content.Start.Value, line.Content.End.Value))
        {
            if (_text[sentence][^1] is '?' or '？')
            {
                _introduction = _text[sentence];
                continue;
            }

            previous = Add(sentence, CleanText.Of(_text[sentence]), previous) ?? previous;
        }
    }

    private Evidence? Add(Range part, string text, Evidence? previous = null)
    {
        if (text.Length == 0 || Injection.IsAddressedToModel(text)) return null;
        var context = string.Join('\n', _headings, _heading, _introduction);
        var evidence = new Evidence(_passage.Number, part, text, context) { Previous = previous };
        _evidence.Add(evidence);
        return evidence;
    }
}
