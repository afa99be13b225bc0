namespace Edify.Rag.Ingester.Trials;

/// <summary>A way in which the connection to a source goes wrong.</summary>
public sealed class FaultKind
{
    // Longer than the trial's patience, so that it is noticed; and one that is not.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(FaultTrial.PatienceSeconds + 2);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly Fault[] Resets = [new Fault.Reset(0), new Fault.Reset(700), new Fault.Reset(60_000), new Fault.Reset(1_500_000)];
    private static readonly Fault[] Cuts = [new Fault.Cut(0), new Fault.Cut(700), new Fault.Cut(60_000), new Fault.Cut(1_500_000)];
    private static readonly Fault[] Stalls = [new Fault.Stall(0, Long), new Fault.Stall(700), new Fault.Stall(60_000, Short)];
    private static readonly Fault[] Answers = [new Fault.Answer(429, Second), new Fault.Answer(503, Second), new Fault.Answer(503), new Fault.Answer(500)];
    private static readonly Fault Drip = new Fault.Drip(32 * 1024, TimeSpan.FromMilliseconds(5));

    private FaultKind(string name, Func<int, FaultScript> script) => (Name, Script) = (name, script);

    /// <summary>What happens.</summary>
    public string Name { get; }

    /// <summary>What happens when; the same for the same seed.</summary>
    internal Func<int, FaultScript> Script { get; }

    /// <summary>All of them. From the last two a run does not recover, unless it is through before.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("resets", seed => new FaultScript().Some(seed, 0.1, Resets)),
        new("truncated bodies", seed => new FaultScript().Some(seed, 0.1, Cuts)),
        new("stalls", seed => new FaultScript().Some(seed, 0.05, Stalls)),
        new("429 and 503, with and without Retry-After", seed => new FaultScript().Some(seed, 0.1, Answers)),
        new("slow drip", _ => new FaultScript().Every(1, Drip)),
        new("the server dies and comes back", seed => new FaultScript().Nth(10 + Spread(seed, 80), new Fault.Die(300, Second)).Nth(120 + Spread(seed, 60), new Fault.Die(0, Second))),
        new("all of these", seed => new FaultScript().Some(seed, 0.1, [.. Resets, .. Cuts, Stalls[2], .. Answers, Drip])),
        new("the server dies for good", seed => new FaultScript().Nth(2 + Spread(seed, 150), new Fault.Die(200))),
        new("access is withdrawn", seed => new FaultScript().Some(seed, 1, [new Fault.Answer(403)], request => request.Number > 2 + Spread(seed, 150))),
    ];

    private static int Spread(int seed, int below) => new Random(seed).Next(below);
}
