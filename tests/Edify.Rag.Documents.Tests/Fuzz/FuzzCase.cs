namespace Edify.Rag.Documents.Tests.Fuzz;

/// <summary>One damaged file, made from its number alone.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Seed">Seed of the run.</param>
internal readonly record struct FuzzCase(int Number, int Seed)
{
    private static readonly Lazy<IReadOnlyList<IReadOnlyList<FuzzSeed>>> Seeds = new(FuzzSeeds.ByFormat);

    /// <summary>Makes the file. Formats take turns, so that each has its share however many files it has.</summary>
    public (string Name, byte[] Bytes) Make()
    {
        var random = new Random(unchecked(Seed + Number * 7919));
        var seeds = Seeds.Value[Number % Seeds.Value.Count];
        var seed = seeds[random.Next(seeds.Count)];
        return (seed.Name, Mutator.Mutate(seed, random));
    }
}
