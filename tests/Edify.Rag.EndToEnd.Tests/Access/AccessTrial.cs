namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>Random steps over one school: questions by every way, changes between them and beside them, all held against the oracle.</summary>
/// <remarks>A step depends on the seed and its number alone, so a run with fewer steps is the beginning of the longer one.</remarks>
internal static class AccessTrial
{
    private const int Readers = 3;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <returns>The first thing that was wrong, with how to see it again; <see langword="null"/> when nothing was.</returns>
    public static async Task<string?> RunAsync(string engine, int seed, int steps, Action<IRagBuilder>? mutate, CancellationToken cancellationToken)
    {
        await using var school = await School.OpenAsync(engine, Start, mutate);
        var world = Changing.Begin(StepRandom(seed, 0), Start);
        await school.PutAsync(world.Documents.Values, cancellationToken);
        var last = "the beginning";
        for (var step = 1; step <= steps; step++)
        {
            var random = StepRandom(seed, step);
            IReadOnlyList<string> wrong;
            try
            {
                if (random.Next(8) > 0)
                {
                    wrong = await new Questioning(school, world, world, cancellationToken).AskAsync(random);
                }
                else
                {
                    var change = Changing.Next(random, world);
                    wrong = await ChangeAsync(school, world, change, random, cancellationToken);
                    (world, last) = (change.After, $"step {step}, {change.Name}");
                }
            }
            catch (Exception e) when (e is RagException or ArgumentException or InvalidOperationException)
            {
                wrong = [$"RAISED: {e}"];
            }

            if (wrong.Count > 0)
                return $"{engine}, seed {seed}, step {step} (at {world.Now:HH:mm}, after {last}):\n{string.Join('\n', wrong.Take(5))}\nAgain: EDIFY_ACCESS_SEED={seed} EDIFY_ACCESS_STEPS={step}";
        }

        return null;
    }

    // Some ask while it happens; what they see may be of before or after.
    private static async Task<IReadOnlyList<string>> ChangeAsync(School school, World world, Change change, Random random, CancellationToken cancellationToken)
    {
        var seeds = Enumerable.Range(0, random.Next(3) == 0 ? Readers : 0).Select(_ => random.Next()).ToList();
        var asking = seeds.ConvertAll(seed => Task.Run(() => new Questioning(school, world, change.After, cancellationToken).AskAsync(new Random(seed)), cancellationToken));
        var said = await change.DoAsync(school, cancellationToken);
        var wrong = (await Task.WhenAll(asking)).SelectMany(w => w).ToList();
        if (said is not null) wrong.Add($"WRONG: {said}");
        return wrong;
    }

    private static Random StepRandom(int seed, int step) => new(unchecked((seed * 1_000_003) + (step * 7919)));
}
