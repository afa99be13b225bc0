using Edify.Rag.Generation.Safety;
using Edify.Rag.Generation.Text;

namespace Edify.Rag.Generation.Extractive;

/// <summary>Finds the evidence in a passage by its lines, each of which was a paragraph, heading, list item or row of the document.</summary>
internal sealed class EvidenceReader
{
    private const int LongestList = 600;
    private const int LongestEntry = 320;

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
        _headings = string.Join('\n', [passage.Title(), .. passage.Headings()]);
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
            else if (Exercise.IsProblem(line) || (i + 1 < _lines.Count && Exercise.IsWorkedOut(line, _lines[i + 1]))) i = ReadExercise(i);
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
        var isContinued = first == 0 && Table.IsRow(_passage.Preface);
        var startsHere = first > 0 || isContinued || _passage.StartsDocument();
        var header = isContinued ? Line.Outside(_passage.Preface) : null;
        List<Line> rows = header is null ? _lines[first..last] : [header, .. _lines[first..last]];
        foreach (var row in Table.Read(rows, startsHere))
            if (row.Line != header) AddRow(row);
        return last;
    }

    // A problem stands above the steps of its solution, and the last step holds the result.
    private int ReadExercise(int first)
    {
        var problem = _lines[first];
        AddEach(Paragraph.Sentences(_text, problem.Content, out _), ExerciseRole.Problem);
        _introduction = problem.Text;
        var last = first + 1;
        while (last < _lines.Count && Exercise.IsStep(_lines[last])) last++;

        var from = _evidence.Count;
        foreach (var step in _lines[(first + 1)..last]) AddEach(Paragraph.Sentences(_text, step.Content, out _));
        EndExercise(from);
        return last;
    }

    // The line that introduces a list, and the list with it: "Bring these: a book; a pen."
    private int ReadList(int first)
    {
        var introduction = _lines[first];
        var end = first + 1;
        while (end < _lines.Count && _lines[end].ContinuesList(_lines[first + 1])) end++;

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

        if (!part.Equals(introduction.Part)) Add(part, CleanText.Of(text + "."));
    }

    private int ReadParagraph(Line line, int i)
    {
        AddSentences(line);
        _introduction = string.Empty;
        return i + 1;
    }

    // "A kite flies 60 m high on a string at 60°. The string is 60 / sin 60° = 69.3 m long."
    private void AddExample(List<Range> sentences, int problem)
    {
        var part = sentences[0].Start..sentences[problem - 1].End;
        if (Add(part, CleanText.Of(_text[part]), role: ExerciseRole.Problem) is { } given) _introduction = given.Text;
        var from = _evidence.Count;
        AddEach(sentences[problem..]);
        EndExercise(from);
    }

    private void EndExercise(int from)
    {
        if (Exercise.ResultOf(_evidence, from) is { } result) _evidence[result] = _evidence[result] with { Role = ExerciseRole.Result };
        _introduction = string.Empty;
    }

    private void AddSentences(Line line)
    {
        var sentences = Paragraph.Sentences(_text, line.Content, out var isTitled);
        if (Exercise.ProblemIn(sentences.ConvertAll(s => _text[s])) is > 0 and var problem)
        {
            AddExample(sentences, problem);
            return;
        }

        if (isTitled) AddEntry(sentences[0].Start..sentences[^1].End);
        AddEach(sentences);
    }

    private void AddEach(List<Range> sentences, ExerciseRole role = ExerciseRole.None)
    {
        var previous = default(Evidence);
        foreach (var sentence in sentences)
        {
            if (_text[sentence][^1] is '?' or '？') _introduction = _text[sentence];
            else previous = Add(sentence, Paragraph.WithoutLabel(CleanText.Of(_text[sentence])), previous, role) ?? previous;
        }
    }

    // "Condensation. High up it is cold. The vapour turns into drops." All of it explains the first word.
    private void AddEntry(Range part)
    {
        var text = CleanText.Of(_text[part]);
        if (text.Length <= LongestEntry && Add(part, text) is { } entry) _evidence[^1] = entry with { IsTitled = true };
    }

    private void AddRow(TableRow row)
    {
        if (Injection.IsAddressedToModel(row.Text)) return;
        _evidence.Add(new(_passage, row.Line.Part, row.Text, ContextWith(string.Empty))
        {
            Own = row.Cells,
            Header = row.Header,
            IsTitled = true,
        });
    }

    private Evidence? Add(Range part, string text, Evidence? previous = null, ExerciseRole role = ExerciseRole.None)
    {
        if (text.Length == 0 || Injection.IsAddressedToModel(text)) return null;
        var evidence = new Evidence(_passage, part, text, ContextWith(_introduction)) { Previous = previous, Role = role };
        _evidence.Add(evidence);
        return evidence;
    }

    private string ContextWith(string introduction) => string.Join('\n', _headings, _heading, introduction);
}
