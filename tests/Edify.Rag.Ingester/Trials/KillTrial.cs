using Edify.Rag.Ingester.Watching;
using Edify.Rag.Ingester.Work;

namespace Edify.Rag.Ingester.Trials;

/// <summary>
/// Kills an ingesting process at random moments and lets another go on, until the run is through; then compares what is stored with
/// what undisturbed runs store. Files are ingested for the first time and, in turns, on the day after, when some have changed.
/// </summary>
/// <param name="folder">An empty folder to work in.</param>
/// <param name="files">What is ingested.</param>
/// <param name="seed">What the moments depend on.</param>
public sealed class KillTrial(string folder, TrialFiles files, int seed)
{
    // A kill counts against the document that was being read. Nobody knows that these come from outside, and on a slow machine
    // they hit the same one again and again.
    private const int Attempts = 1000;

    private readonly string _content = Path.Combine(folder, "content");
    private readonly string _state = Path.Combine(folder, "state");
    private readonly Random _random = new(seed);
    private readonly Dictionary<Moment, int> _hits = [];
    private readonly List<string> _differences = [];
    private readonly List<(StoreContent Content, IngesterResult Run)> _undisturbed = [];
    private int _compared;
    private int _between;

    /// <summary>Kills so many processes.</summary>
    /// <param name="kills">At least 1.</param>
    public async Task<KillOutcome> RunAsync(int kills)
    {
        foreach (var day in TrialFiles.Days) _undisturbed.Add(await UndisturbedAsync(day));
        var left = kills;
        while (left > 0)
        {
            if (Directory.Exists(_state)) Directory.Delete(_state, recursive: true);
            foreach (var day in TrialFiles.Days)
            {
                files.Write(_content, day);
                left = await FinishAsync(day, left);
            }
        }

        return new(kills, _hits, _between, _compared, _undisturbed[0].Content.Records, _differences);
    }

    private async Task<(StoreContent Content, IngesterResult Run)> UndisturbedAsync(int day)
    {
        var state = Path.Combine(folder, "undisturbed");
        files.Write(_content, day);
        var result = await IngesterProcess.RunAsync(Command(state));
        if (!result.Completed) throw new InvalidOperationException($"The undisturbed run failed: {result.Errors}");
        return (await StoreContent.ReadAsync(state), result);
    }

    // Goes on until a run comes through, killing as long as kills are left.
    private async Task<int> FinishAsync(int day, int left)
    {
        while (left > 0 && await IsKilledAsync(_random.NextDouble() * _undisturbed[day].Run["seconds"])) left--;

        // Through already, unless kills ran out; a run more changes nothing then.
        var result = await IngesterProcess.RunAsync(Command(_state));
        if (!result.Completed) _differences.Add($"A run after a kill ended with code {result.ExitCode}: {result.Errors}");
        else if (result["left"] != _undisturbed[day].Run["left"]) _differences.Add($"{result["left"]} documents failed or are in quarantine, and {_undisturbed[day].Run["left"]} of an undisturbed run.");
        _differences.AddRange((await StoreContent.ReadAsync(_state)).DifferencesFrom(_undisturbed[day].Content));
        _compared++;
        return left;
    }

    private async Task<bool> IsKilledAsync(double seconds)
    {
        using var process = IngesterProcess.Start(Command(_state));
        await process.StartedAsync();
        if (await process.EndsWithinAsync(TimeSpan.FromSeconds(seconds)))
        {
            var result = await process.EndAsync();
            if (!result.Completed) _differences.Add($"A run after a kill ended with code {result.ExitCode}: {result.Errors}");
            return false;
        }

        process.Kill();
        var moments = Moments.Last(_state);
        foreach (var moment in moments) _hits[moment] = _hits.GetValueOrDefault(moment) + 1;
        if (moments.Count == 0) _between++;
        return true;
    }

    private IngesterCommand Command(string state) => new(IngesterCommand.Ingest) { Folder = _content, State = state, MaxAttempts = Attempts };
}

/// <summary>What killing has done.</summary>
/// <param name="Kills">How many processes were killed.</param>
/// <param name="Hits">How many of them were at what; at several at a time, mostly.</param>
/// <param name="Between">How many were at none of these, such as listing.</param>
/// <param name="Compared">How often a store was compared after a run had come through.</param>
/// <param name="Records">Records that the store of an undisturbed run has.</param>
/// <param name="Differences">What was not as after an undisturbed run.</param>
public sealed record KillOutcome(
    int Kills, IReadOnlyDictionary<Moment, int> Hits, int Between, int Compared, int Records, IReadOnlyList<string> Differences)
{
    /// <summary>What the kills hit, in words.</summary>
    public string What =>
        string.Join(", ", Enum.GetValues<Moment>().Select(m => $"{Hits.GetValueOrDefault(m)} while {m.ToString().ToLowerInvariant()}")) + $", {Between} between";

    /// <summary>In a sentence.</summary>
    public override string ToString() =>
        $"{Kills} kills: {What}; {Compared} stores of {Records} records compared, {Differences.Count} differences";
}
