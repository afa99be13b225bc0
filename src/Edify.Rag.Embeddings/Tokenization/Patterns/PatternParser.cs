using System.Globalization;
using System.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Patterns;

/// <summary>Reads the regular expressions of tokenizers, which are Oniguruma's in its Ruby syntax.</summary>
/// <remarks>Groups do not capture, and there are no references to them: nothing of a tokenizer asks for either.</remarks>
internal sealed class PatternParser
{
    public const int Endless = int.MaxValue;

    private readonly int[] _text;
    private readonly string _pattern;
    private int _at;
    private bool _ignoresCase;
    private bool _dotIsAll;

    private PatternParser(string pattern)
    {
        _pattern = pattern;
        _text = [.. pattern.EnumerateRunes().Select(r => r.Value)];
    }

    public static PatternNode Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        var node = parser.ReadChoice();
        return parser._at == parser._text.Length ? node : throw parser.Fault("an unexpected ')'");
    }

    private bool IsAtEnd => _at == _text.Length;

    private int Next => IsAtEnd ? -1 : _text[_at];

    private RagConfigurationException Fault(string what) =>
        new($"The regular expression '{_pattern}' of the tokenizer has {what} at {_at.ToString(CultureInfo.InvariantCulture)}, which is not supported.");

    private bool Accept(string expected)
    {
        if (_at + expected.Length > _text.Length) return false;
        for (var i = 0; i < expected.Length; i++)
            if (_text[_at + i] != expected[i]) return false;
        _at += expected.Length;
        return true;
    }

    private int Take() => IsAtEnd ? throw Fault("an end too early") : _text[_at++];

    private PatternNode ReadChoice()
    {
        var (ignoresCase, dotIsAll) = (_ignoresCase, _dotIsAll);
        var parts = new List<PatternNode> { ReadSequence() };
        while (Accept("|")) parts.Add(ReadSequence());
        (_ignoresCase, _dotIsAll) = (ignoresCase, dotIsAll);
        return parts is [var only] ? only : new PatternNode.Choice([.. parts]);
    }

    private PatternNode ReadSequence()
    {
        var parts = new List<PatternNode>();
        while (Next is not ('|' or ')' or -1))
            if (ReadAtom() is { } atom) parts.Add(ReadRepeats(atom));
        return parts is [var only] ? only : new PatternNode.Sequence([.. parts]);
    }

    private PatternNode ReadRepeats(PatternNode atom)
    {
        while (ReadCounts() is var (least, most))
        {
            var isInterval = _text[_at - 1] == '}';
            var greed = Accept("?") ? Greed.Lazy : !isInterval && Accept("+") ? Greed.Possessive : Greed.Greedy;
            if (most == Endless && atom.IsNullable) throw Fault("a repetition of what may be empty");
            atom = new PatternNode.Repeat(atom, least, most, greed);
        }

        return atom;
    }

    private (int Least, int Most)? ReadCounts()
    {
        if (Accept("*")) return (0, Endless);
        if (Accept("+")) return (1, Endless);
        if (Accept("?")) return (0, 1);
        var start = _at;
        if (!Accept("{")) return null;
        var least = ReadNumber();
        var most = least;
        if (Accept(",")) most = ReadNumber() ?? Endless;
        if (Accept("}") && (least ?? most) is not null and not Endless) return (least ?? 0, most!.Value);

        // Braces that hold no counts stand for themselves.
        _at = start;
        return null;
    }

    private int? ReadNumber()
    {
        var start = _at;
        var value = 0;
        while (Next is >= '0' and <= '9') value = Math.Min(100_000, (10 * value) + Take() - '0');
        return _at > start ? value : null;
    }

    private PatternNode? ReadAtom()
    {
        var point = Take();
        switch (point)
        {
            case '(': return ReadGroup();
            case '[': return new PatternNode.One(ReadSet());
            case '.': return new PatternNode.One(_dotIsAll ? new([(0, 0x10FFFF)]) : new([('\n', '\n')], isNegated: true));
            case '^': return new PatternNode.Edge(EdgeKind.LineStart);
            case '$': return new PatternNode.Edge(EdgeKind.LineEnd);
            case '\\': return ReadEscape();
            case '*' or '+' or '?': throw Fault("a repetition of nothing");
            default: return Literal(point);
        }
    }

    private PatternNode.One Literal(int point) => new(new CodePointSet(_ignoresCase ? CaseVariants.Of(point) : [(point, point)]));

    private PatternNode? ReadGroup()
    {
        PatternNode Inner()
        {
            var node = ReadChoice();
            return Accept(")") ? node : throw Fault("a group without its end");
        }

        if (!Accept("?")) return Inner();
        if (Accept(":")) return Inner();
        if (Accept("=")) return new PatternNode.Look(Inner(), Ahead: true, Negative: false);
        if (Accept("!")) return new PatternNode.Look(Inner(), Ahead: true, Negative: true);
        if (Accept("<=")) return Behind(Inner(), negative: false);
        if (Accept("<!")) return Behind(Inner(), negative: true);
        if (Accept(">")) return new PatternNode.Atomic(Inner());
        var flags = (_ignoresCase, _dotIsAll);
        if (!ReadFlags()) return null;
        var node = Inner();
        (_ignoresCase, _dotIsAll) = flags;
        return node;
    }

    private PatternNode.Look Behind(PatternNode node, bool negative) =>
        node.Length is null ? throw Fault("a look behind of no fixed length") : new(node, Ahead: false, negative);

    // True for "(?i:…)", false for "(?i)", which holds until the group around it ends.
    private bool ReadFlags()
    {
        var isOn = true;
        var (ignoresCase, dotIsAll) = (_ignoresCase, _dotIsAll);
        while (true)
        {
            switch (Take())
            {
                case '-': isOn = false; break;
                case 'i': ignoresCase = isOn; break;
                case 'm': dotIsAll = isOn; break;
                case var end and (')' or ':'):
                    (_ignoresCase, _dotIsAll) = (ignoresCase, dotIsAll);
                    return end == ':';
                default: throw Fault("an unknown kind of group");
            }
        }
    }

    private PatternNode ReadEscape()
    {
        switch (Next)
        {
            case 'b': _at++; return new PatternNode.Edge(EdgeKind.Word);
            case 'B': _at++; return new PatternNode.Edge(EdgeKind.NotWord);
            case 'A': _at++; return new PatternNode.Edge(EdgeKind.TextStart);
            case 'z': _at++; return new PatternNode.Edge(EdgeKind.TextEnd);
            case 'Z': _at++; return new PatternNode.Edge(EdgeKind.LastLineEnd);
            case 'w': _at++; return new PatternNode.One(new(traits: CodePointTraits.RegexWord));
            case 'W': _at++; return new PatternNode.One(new(traits: CodePointTraits.RegexWord, isNegated: true));
            default: return ReadClassEscape() is { } set ? new PatternNode.One(set) : Literal(ReadCodePointEscape());
        }
    }

    // What follows a backslash and means many code points; null where it means one.
    private CodePointSet? ReadClassEscape()
    {
        switch (Next)
        {
            case 's': _at++; return new(traits: CodePointTraits.RegexSpace);
            case 'S': _at++; return new(traits: CodePointTraits.RegexSpace, isNegated: true);
            case 'w': _at++; return CodePointProperties.WordInSet(isNegated: false);
            case 'W': _at++; return CodePointProperties.WordInSet(isNegated: true);
            case 'd': _at++; return new(traits: CodePointTraits.RegexDigit);
            case 'D': _at++; return new(traits: CodePointTraits.RegexDigit, isNegated: true);
            case 'h': _at++; return new([('0', '9'), ('a', 'f'), ('A', 'F')]);
            case 'H': _at++; return new([('0', '9'), ('a', 'f'), ('A', 'F')], isNegated: true);
            case 'p' or 'P': return ReadProperty(isNegated: Take() == 'P');
            default: return null;
        }
    }

    private CodePointSet ReadProperty(bool isNegated)
    {
        if (!Accept("{")) throw Fault("a property without braces");
        if (Accept("^")) isNegated = !isNegated;
        var name = new StringBuilder();
        while (Next != '}') name.Append(new Rune(Take()).ToString());
        _at++;
        return CodePointProperties.Find(name.ToString(), isNegated) ?? throw Fault($"the property '{name}'");
    }

    private int ReadCodePointEscape()
    {
        var point = Take();
        switch (point)
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'f': return '\f';
            case 'v': return '\v';
            case 'a': return '\a';
            case 'e': return 0x1B;
            case '0': return 0;
            case 'u': return ReadHex(4);
            case 'x' when Accept("{"):
                var value = ReadHex(8);
                return Accept("}") ? value : throw Fault("a code point without its end");
            case 'x': return ReadHex(2);
            default:
                return point < 128 && char.IsAsciiLetterOrDigit((char)point) ? throw Fault($"the escape '\\{(char)point}'") : point;
        }
    }

    private int ReadHex(int most)
    {
        long value = 0;
        var digits = 0;
        for (; digits < most && Next is >= 0 and < 128 && char.IsAsciiHexDigit((char)Next); digits++) value = (16 * value) + Convert.ToInt32(((char)Take()).ToString(), 16);
        return digits > 0 && value <= 0x10FFFF ? (int)value : throw Fault("a code point that is none");
    }

    private CodePointSet ReadSet()
    {
        var isNegated = Accept("^");
        var ranges = new List<(int, int)>();
        var inner = new List<CodePointSet>();
        CodePointSet? both = null;
        for (var isFirst = true; isFirst || Next != ']'; isFirst = false)
        {
            if (Accept("&&"))
            {
                both = new(inner: [ReadRest()]);
                break;
            }

            if (Accept("[:")) inner.Add(ReadPosix());
            else if (Accept("[")) inner.Add(ReadSet());
            else ReadRange(ranges, inner);
        }

        if (!Accept("]")) throw Fault("a set without its end");
        if (_ignoresCase) ranges = [.. ranges.SelectMany(CaseVariants.Of)];
        return new([.. ranges], inner: [.. inner], both: both, isNegated: isNegated);
    }

    // The right side of "&&", up to the end of the set, which is not taken.
    private CodePointSet ReadRest()
    {
        var ranges = new List<(int, int)>();
        var inner = new List<CodePointSet>();
        while (Next != ']')
        {
            if (Accept("&&")) return new([.. ranges], inner: [.. inner], both: ReadRest());
            if (Accept("[")) inner.Add(ReadSet());
            else ReadRange(ranges, inner);
        }

        return new([.. ranges], inner: [.. inner]);
    }

    private void ReadRange(List<(int, int)> ranges, List<CodePointSet> inner)
    {
        if (Next == '\\')
        {
            _at++;
            if (ReadClassEscape() is { } set)
            {
                inner.Add(set);
                return;
            }

            _at--;
        }

        var first = ReadSetPoint();
        var last = first;
        if (Next == '-' && _at + 1 < _text.Length && _text[_at + 1] is not (']' or '['))
        {
            _at++;
            last = ReadSetPoint();
            if (last < first) throw Fault("a range that ends before it starts");
        }

        ranges.Add((first, last));
    }

    private int ReadSetPoint()
    {
        if (!Accept("\\")) return Take();
        if (Accept("b")) return '\b';
        return ReadCodePointEscape();
    }

    private CodePointSet ReadPosix()
    {
        var isNegated = Accept("^");
        var name = new StringBuilder();
        while (Next is >= 'a' and <= 'z') name.Append((char)Take());
        if (!Accept(":]")) throw Fault("a class without its end");
        return CodePointProperties.Find(name.ToString(), isNegated) ?? throw Fault($"the class '{name}'");
    }
}
