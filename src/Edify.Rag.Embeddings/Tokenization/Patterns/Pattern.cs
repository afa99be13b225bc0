using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag.Embeddings.Tokenization.Patterns;

/// <summary>What a tokenizer looks for in a text: a string, or a regular expression.</summary>
internal sealed class Pattern
{
    private readonly string? _literal;
    private readonly Instruction[] _program;

    private Pattern(string? literal, Instruction[] program) => (_literal, _program) = (literal, program);

    /// <summary>The only character it looks for, if it is no more than that.</summary>
    public char? Single => _literal is [var one] ? one : null;

    public static Pattern OfLiteral(string literal) => new(literal, []);

    public static Pattern OfExpression(string expression) => new(null, PatternCompiler.Compile(expression));

    /// <summary>All matches, from left to right.</summary>
    public Matches Find(ReadOnlySpan<char> text, Workspace workspace) => new(this, text, workspace);

    /// <summary>Goes through the matches.</summary>
    public ref struct Matches(Pattern pattern, ReadOnlySpan<char> text, Workspace workspace)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private PatternMatcher _matcher = new(pattern._program, text, workspace);
        private int _next;
        private int _lastEnd = -1;

        public int Start { get; private set; }

        public int End { get; private set; }

        public bool MoveNext() => pattern._literal is { } literal ? MoveToLiteral(literal) : MoveToMatch();

        private bool MoveToLiteral(string literal)
        {
            var found = literal.Length == 0 ? -1 : _text[_next..].IndexOf(literal, StringComparison.Ordinal);
            if (found < 0) return false;
            Start = _next + found;
            _next = End = Start + literal.Length;
            return true;
        }

        private bool MoveToMatch()
        {
            while (_next <= _text.Length)
            {
                var start = _next;
                var end = _matcher.Match(start);

                // After an empty match, or none, the search goes on with the next code point.
                _next = end > start ? end : start + (start < _text.Length && char.IsHighSurrogate(_text[start]) ? 2 : 1);
                if (end < 0 || (end == start && start == _lastEnd)) continue;
                (Start, End, _lastEnd) = (start, end, end);
                return true;
            }

            return false;
        }
    }
}
