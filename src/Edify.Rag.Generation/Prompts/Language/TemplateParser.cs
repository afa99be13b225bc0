namespace Edify.Rag.Generation.Prompts.Language;

/// <summary>Reads a part of a template; every name in it is checked against what there is.</summary>
internal sealed class TemplateParser
{
    /// <summary>How deep decisions and loops may stand within each other.</summary>
    public const int MaxDepth = 16;

    private readonly TemplateSource _source;
    private readonly TemplateNames _names;
    private readonly List<TemplatePiece> _pieces;
    private readonly List<(string Item, string List)> _loops = [];
    private int _at;
    private int _depth;

    private TemplateParser(TemplateSource source, TemplateNames names, List<TemplatePiece> pieces) => (_source, _names, _pieces) = (source, names, pieces);

    /// <summary>Reads the text from <paramref name="start"/> to <paramref name="end"/>.</summary>
    /// <exception cref="RagConfigurationException">It is no template; the message names file, line and column.</exception>
    public static IReadOnlyList<TemplateNode> Parse(TemplateSource source, int start, int end, TemplateNames names)
    {
        var parser = new TemplateParser(source, names, TemplateScanner.Scan(source, start, end));
        var nodes = parser.Body();
        if (parser._at < parser._pieces.Count) throw source.Error(parser._pieces[parser._at].Position, "There is no 'if' or 'for' open that this belongs to.");
        return nodes;
    }

    // Up to a tag that ends or divides the block around it.
    private List<TemplateNode> Body()
    {
        var nodes = new List<TemplateNode>();
        for (; _at < _pieces.Count; _at++)
        {
            var piece = _pieces[_at];
            if (!piece.IsTag) nodes.Add(new TemplateNode.Text(piece.Content));
            else if (TemplateWords.FirstOf(piece.Content) is "end" or "else") break;
            else nodes.Add(Tag(piece));
        }

        return nodes;
    }

    private TemplateNode Tag(TemplatePiece tag)
    {
        var words = new TemplateWords(_source, tag);
        if (words.Takes("if")) return Block(tag, () => Decision(tag, words));
        if (words.Takes("for")) return Block(tag, () => Loop(tag, words));
        if (words.Text() is { } text)
        {
            words.End();
            return new TemplateNode.Text(text);
        }

        var path = Path(words, isList: false);
        words.End();
        return new TemplateNode.Value(path);
    }

    private TemplateNode Block(TemplatePiece tag, Func<TemplateNode> read)
    {
        if (++_depth > MaxDepth) throw _source.Error(tag.Position, $"More than {MaxDepth} 'if' and 'for' stand within each other.");
        var node = read();
        _depth--;
        return node;
    }

    private TemplateNode.If Decision(TemplatePiece tag, TemplateWords words)
    {
        var branches = new List<TemplateBranch>();
        while (true)
        {
            var condition = TemplateConditions.Read(words, Path);
            words.End();
            _at++;
            branches.Add(new(condition, Body()));
            var divider = Next(tag);
            words = new TemplateWords(_source, divider);
            if (words.Takes("end"))
            {
                words.End();
                return new(branches, []);
            }

            words.Takes("else");
            if (words.Takes("if")) continue;
            words.End();
            _at++;
            var otherwise = Body();
            End(tag);
            return new(branches, otherwise);
        }
    }

    private TemplateNode.For Loop(TemplatePiece tag, TemplateWords words)
    {
        var item = words.Name(out var position);
        if (item.Contains('.', StringComparison.Ordinal) || TemplateConditions.IsReserved(item) || IsTaken(item))
            throw _source.Error(position, $"An item can't be called '{item}'; choose a name of letters that means nothing else here.");
        if (!words.Takes("in")) throw words.Error("'in' is expected here, as in {{for passage in passages}}.");
        var list = Path(words, isList: true).Name;
        words.End();

        _loops.Add((item, list));
        _at++;
        var body = Body();
        End(tag);
        _loops.RemoveAt(_loops.Count - 1);
        return new(item, list, body, tag.Position);
    }

    private bool IsTaken(string item) => _names.Texts.Contains(item) || _names.Lists.ContainsKey(item) || _loops.Exists(l => l.Item == item);

    private TemplatePiece Next(TemplatePiece opened) =>
        _at < _pieces.Count ? _pieces[_at] : throw _source.Error(opened.Position, "The block that begins here has no {{end}}.");

    private void End(TemplatePiece opened)
    {
        var words = new TemplateWords(_source, Next(opened));
        if (!words.Takes("end")) throw words.Error("{{end}} is expected here.");
        words.End();
    }

    private TemplatePath Path(TemplateWords words, bool? isList)
    {
        var written = words.Name(out var position);
        if (written.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot)
        {
            var (item, name) = (written[..dot], written[(dot + 1)..]);
            if (_loops.FindLast(l => l.Item == item).List is not { } list) throw _source.Error(position, $"There is no loop over '{item}' here.");
            if (isList != true && _names.Lists[list].Contains(name)) return new(item, name, IsList: false);
            throw _source.Error(position, $"'{item}' has no '{name}'; it has {TemplateNames.Join(_names.Lists[list])}.");
        }

        if (isList != false && _names.Lists.ContainsKey(written)) return new(null, written, IsList: true);
        if (isList != true && _names.Texts.Contains(written)) return new(null, written, IsList: false);
        var known = isList switch { true => _names.Lists.Keys, false => _names.Texts, _ => _names.Texts.Concat(_names.Lists.Keys) };
        throw _source.Error(position, $"There is no '{written}' here; there is {TemplateNames.Join(known)}.");
    }
}
