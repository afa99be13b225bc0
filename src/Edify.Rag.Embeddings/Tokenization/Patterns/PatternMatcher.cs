using Edify.Rag.Embeddings.Tokenization.Text;
using Edify.Rag.Embeddings.Tokenization.Unicode;

namespace Edify.Rag.Embeddings.Tokenization.Patterns;

/// <summary>Runs a program over a text by backtracking, with a stack of its own.</summary>
/// <remarks>Code points are what is matched, where .NET's expressions match UTF-16 units and see no letters beyond U+FFFF.</remarks>
internal ref struct PatternMatcher(Instruction[] program, ReadOnlySpan<char> text, Workspace workspace)
{
    private const int Frame = 3;

    private readonly ReadOnlySpan<char> _text = text;
    private int _depth;

    /// <summary>Where the match that begins at a place ends, or -1.</summary>
    public int Match(int start) => Run(0, start);

    private int Run(int at, int position)
    {
        var bottom = _depth;
        while (true)
        {
            ref readonly var step = ref program[at];
            var next = position;
            switch (step.Operation)
            {
                case Operation.One:
                    next = position < _text.Length && step.Set!.Contains(CodePoints.At(_text, position, out var units)) ? position + units : -1;
                    at++;
                    break;
                case Operation.Many:
                    next = TakeMany(step, position, at + 1, givesBack: true);
                    at++;
                    break;
                case Operation.ManyForGood:
                    next = TakeMany(step, position, at + 1, givesBack: false);
                    at++;
                    break;
                case Operation.Fork:
                    Push(step.B, position, position);
                    at = step.A;
                    break;
                case Operation.Jump:
                    at = step.A;
                    break;
                case Operation.Edge:
                    if (!IsEdge((EdgeKind)step.A, position)) next = -1;
                    at++;
                    break;
                case Operation.Look or Operation.LookNot:
                    if (Looks(at + 1, position, step.B) != (step.Operation == Operation.Look)) next = -1;
                    at = step.A;
                    break;
                case Operation.Atomic:
                    next = Run(at + 1, position);
                    at = step.A;
                    break;
                case Operation.Accept:
                    _depth = bottom;
                    return position;
            }

            if (next < 0)
            {
                if (_depth == bottom) return -1;
                (at, next) = Pop();
            }

            position = next;
        }
    }

    private int TakeMany(in Instruction step, int position, int next, bool givesBack)
    {
        var set = step.Set!;
        var least = position;
        var count = 0;
        while (count < step.B && position < _text.Length && set.Contains(CodePoints.At(_text, position, out var units)))
        {
            position += units;
            if (++count == step.A) least = position;
        }

        if (count < step.A) return -1;
        if (givesBack && position > least) Push(next, least, position);
        return position;
    }

    private bool Looks(int at, int position, int back)
    {
        for (; back > 0; back--)
        {
            if (position == 0) return false;
            position -= char.IsLowSurrogate(_text[position - 1]) ? 2 : 1;
        }

        return Run(at, position) >= 0;
    }

    private readonly bool IsEdge(EdgeKind kind, int position) => kind switch
    {
        EdgeKind.TextStart => position == 0,
        EdgeKind.TextEnd => position == _text.Length,
        EdgeKind.LastLineEnd => position == _text.Length || (position == _text.Length - 1 && _text[position] == '\n'),
        EdgeKind.LineStart => position == 0 || (_text[position - 1] == '\n' && position < _text.Length),
        EdgeKind.LineEnd => position == _text.Length || _text[position] == '\n',
        EdgeKind.Word => IsWordEdge(position),
        _ => !IsWordEdge(position),
    };

    private readonly bool IsWordEdge(int position) =>
        (position > 0 && UnicodeTables.Has(CodePoints.Before(_text, position), CodePointTraits.RegexWord))
        != (position < _text.Length && UnicodeTables.Has(CodePoints.At(_text, position), CodePointTraits.RegexWord));

    private void Push(int at, int least, int position)
    {
        var stack = workspace.RegexStack;
        if (_depth + Frame > stack.Length)
        {
            Array.Resize(ref stack, 2 * stack.Length);
            workspace.RegexStack = stack;
        }

        (stack[_depth], stack[_depth + 1], stack[_depth + 2]) = (at, least, position);
        _depth += Frame;
    }

    // A fork has nothing to give back but its own place, a repetition has what it took beyond its least.
    private (int At, int Position) Pop()
    {
        var stack = workspace.RegexStack;
        var (at, least, position) = (stack[_depth - Frame], stack[_depth - 2], stack[_depth - 1]);
        if (position > least) position -= char.IsLowSurrogate(_text[position - 1]) ? 2 : 1;
        if (position > least) stack[_depth - 1] = position;
        else _depth -= Frame;
        return (at, position);
    }
}
