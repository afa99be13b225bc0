namespace Edify.Rag.Embeddings.Tokenization.Patterns;

/// <summary>Makes programs of regular expressions.</summary>
internal sealed class PatternCompiler
{
    private const int MostInstructions = 20_000;

    private readonly List<Instruction> _program = [];
    private readonly string _pattern;

    private PatternCompiler(string pattern) => _pattern = pattern;

    public static Instruction[] Compile(string pattern)
    {
        var compiler = new PatternCompiler(pattern);
        compiler.Write(PatternParser.Parse(pattern));
        compiler.Add(new(Operation.Accept));
        return [.. compiler._program];
    }

    private int Add(Instruction instruction)
    {
        if (_program.Count == MostInstructions)
            throw new RagConfigurationException($"The regular expression '{_pattern}' of the tokenizer is too large.");
        _program.Add(instruction);
        return _program.Count - 1;
    }

    private void Write(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.One one:
                Add(new(Operation.One, Set: one.Set));
                break;
            case PatternNode.Sequence sequence:
                foreach (var part in sequence.Parts) Write(part);
                break;
            case PatternNode.Choice choice:
                WriteChoice(choice.Parts);
                break;
            case PatternNode.Repeat { Part: PatternNode.One part, Greed: not Greed.Lazy } repeat:
                Add(new(repeat.Greed == Greed.Greedy ? Operation.Many : Operation.ManyForGood, repeat.Least, repeat.Most, part.Set));
                break;
            case PatternNode.Repeat { Greed: Greed.Possessive } repeat:
                WriteNested(Operation.Atomic, 0, repeat with { Greed = Greed.Greedy });
                break;
            case PatternNode.Repeat repeat:
                WriteRepeat(repeat);
                break;
            case PatternNode.Look look:
                WriteNested(look.Negative ? Operation.LookNot : Operation.Look, look.Ahead ? 0 : look.Part.Length!.Value, look.Part);
                break;
            case PatternNode.Atomic atomic:
                WriteNested(Operation.Atomic, 0, atomic.Part);
                break;
            case PatternNode.Edge edge:
                Add(new(Operation.Edge, (int)edge.Kind));
                break;
        }
    }

    private void WriteChoice(PatternNode[] parts)
    {
        var jumps = new List<int>();
        for (var i = 0; i < parts.Length; i++)
        {
            if (i == parts.Length - 1)
            {
                Write(parts[i]);
                break;
            }

            var fork = Add(default);
            Write(parts[i]);
            jumps.Add(Add(default));
            _program[fork] = new(Operation.Fork, fork + 1, _program.Count);
        }

        foreach (var jump in jumps) _program[jump] = new(Operation.Jump, _program.Count);
    }

    private void WriteRepeat(PatternNode.Repeat repeat)
    {
        for (var i = 0; i < repeat.Least; i++) Write(repeat.Part);
        if (repeat.Most == PatternParser.Endless)
        {
            var fork = Add(default);
            Write(repeat.Part);
            Add(new(Operation.Jump, fork));
            _program[fork] = Fork(repeat.Greed, fork + 1, _program.Count);
            return;
        }

        var forks = new List<int>();
        for (var i = repeat.Least; i < repeat.Most; i++)
        {
            forks.Add(Add(default));
            Write(repeat.Part);
        }

        foreach (var fork in forks) _program[fork] = Fork(repeat.Greed, fork + 1, _program.Count);
    }

    private static Instruction Fork(Greed greed, int into, int past) =>
        greed == Greed.Lazy ? new(Operation.Fork, past, into) : new(Operation.Fork, into, past);

    private void WriteNested(Operation operation, int back, PatternNode part)
    {
        var start = Add(default);
        Write(part);
        Add(new(Operation.Accept));
        _program[start] = new(operation, _program.Count, back);
    }
}
