namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

/// <summary>What one call of a store says to its server.</summary>
/// <param name="Steps">One after the other, each when all of the one before is answered: what is said at the same time, each on a connection of its own.</param>
internal sealed record TappedCall(IReadOnlyList<IReadOnlyList<byte[]>> Steps)
{
    /// <summary>How many connections speak at the same time.</summary>
    public int Width => Steps.Max(step => step.Count);

    /// <summary>The call of which these are the turns: what began before another was answered did not wait for it.</summary>
    public static TappedCall Of(IEnumerable<Turn> turns)
    {
        var steps = new List<List<byte[]>>();
        var end = long.MinValue;
        foreach (var turn in turns.OrderBy(turn => turn.Begun))
        {
            if (turn.Begun >= end) steps.Add([]);
            steps[^1].Add(turn.Said);
            end = Math.Max(end, turn.Answered);
        }

        return steps.Count > 0 ? new(steps) : throw new InvalidOperationException("The store said nothing to its server.");
    }
}

/// <summary>What a client says on one connection until the server answers.</summary>
/// <param name="Said">What it says.</param>
/// <param name="Begun">When its first byte was said, in ticks of the stopwatch.</param>
/// <param name="Answered">When the answer's last byte came.</param>
internal sealed record Turn(byte[] Said, long Begun, long Answered);
