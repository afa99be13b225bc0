using System.Diagnostics;
using Edify.Rag.Ingester.Files;
using Edify.Rag.Ingester.Work;

namespace Edify.Rag.Ingester.Trials;

/// <summary>
/// Ingests a container through a connection on which things go wrong: each run must come through or stop with its reason, what the
/// ledger calls ingested must be whole, and a run more, undisturbed, must end with what an undisturbed run stores.
/// </summary>
/// <param name="folder">An empty folder to work in.</param>
/// <param name="files">What is ingested, with some large files.</param>
/// <param name="connection">Connection string of an account without TLS, such as Azurite's.</param>
public sealed class FaultTrial(string folder, TrialFiles files, string connection) : IAsyncDisposable
{
    /// <summary>How long the ingesting process bears silence, in seconds: less than by default, or stalls would take minutes.</summary>
    public const int PatienceSeconds = 2;

    // What the reason of a document begins with when nobody knows it.
    private const string Unforeseen = "The file could not be processed (";

    private const int LargeBytes = 3_000_000;

    // Far more than any run takes; a process that is still there hangs.
    private static readonly TimeSpan Hanging = TimeSpan.FromMinutes(5);

    private readonly TrialContainer _container = new(connection);
    private readonly List<string> _neither = [];
    private readonly List<string> _halfWritten = [];
    private readonly List<string> _differences = [];
    private readonly Dictionary<string, int> _reasons = [];
    private StoreContent? _undisturbed;
    private int _runs;
    private int _completed;

    /// <summary>Does so many runs with each kind of fault.</summary>
    /// <param name="kinds">What goes wrong.</param>
    /// <param name="rounds">Runs per kind.</param>
    /// <param name="seed">What the moments depend on.</param>
    /// <param name="tell">Told of each run how it ended.</param>
    public async Task<FaultOutcome> RunAsync(IReadOnlyList<FaultKind> kinds, int rounds, int seed, Action<string> tell)
    {
        await FillAsync();
        foreach (var kind in kinds)
        {
            for (var round = 0; round < rounds; round++) await DisturbAsync(kind, seed + round, tell);
        }

        return new(_undisturbed!.Documents, _undisturbed.Records, _runs, _completed, _reasons, _neither, _halfWritten, _differences);
    }

    public ValueTask DisposeAsync() => _container.DisposeAsync();

    private async Task FillAsync()
    {
        await Parallel.ForEachAsync(files.Of(0), async (file, _) => await _container.UploadAsync(file.Name, new MemoryStream(file.Content)));
        await _container.UploadAsync("General/large/book.pdf", GeneratedContent.Open(LargeFiles.Pdf(LargeBytes, pages: 30, seed: 1)));
        await _container.UploadAsync("General/large/guide.docx", GeneratedContent.Open(LargeFiles.Docx(LargeBytes, seed: 2)));
        await _container.UploadAsync("General/large/page.html", GeneratedContent.Open(LargeFiles.Html(LargeBytes, seed: 3)));

        var state = Path.Combine(folder, "undisturbed");
        var result = await IngesterProcess.RunAsync(Command(state), connection, Hanging);
        if (!result.Completed) throw new InvalidOperationException($"The undisturbed run failed: {result.Errors}");
        _undisturbed = await StoreContent.ReadAsync(state);
    }

    private async Task DisturbAsync(FaultKind kind, int seed, Action<string> tell)
    {
        var what = $"{kind.Name}, seed {seed}";
        var watch = Stopwatch.StartNew();
        var state = Path.Combine(folder, "state");
        if (Directory.Exists(state)) Directory.Delete(state, recursive: true);

        await using (var proxy = FaultProxy.ForHttp(SlowLink.ServerOf(connection), kind.Script(seed)))
        {
            var result = await IngesterProcess.RunAsync(Command(state), Through(proxy), Hanging);
            _runs++;
            if (result.Errors.Contains(Unforeseen, StringComparison.Ordinal)) _neither.Add($"{what}: {result.Errors}");
            else if (result.Completed) _completed++;
            else if (result.Stopped) Count(kind.Name);
            else _neither.Add($"{what}: code {result.ExitCode}: {result.Errors}");
            tell($"{what}: {(result.Completed ? $"completed, {result["failed"]} failed" : result.Errors.Trim())}; {proxy.Script.Requests.Count} requests, {watch.Elapsed.TotalSeconds:0} s");
        }

        _halfWritten.AddRange((await StoreContent.ReadAsync(state)).HalfWritten(_undisturbed!).Select(d => $"{what}: {d}"));
        var resumed = await IngesterProcess.RunAsync(Command(state), connection, Hanging);
        if (!resumed.Completed) _differences.Add($"{what}: the run after it ended with code {resumed.ExitCode}: {resumed.Errors}");
        _differences.AddRange((await StoreContent.ReadAsync(state)).DifferencesFrom(_undisturbed!).Select(d => $"{what}: {d}"));
    }

    private void Count(string reason) => _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;

    private IngesterCommand Command(string state) =>
        new(IngesterCommand.Ingest) { Container = _container.Name, State = state, PatienceSeconds = PatienceSeconds };

    private string Through(FaultProxy proxy) =>
        connection.Replace(SlowLink.ServerOf(connection).Authority, proxy.Endpoint.Authority, StringComparison.Ordinal);
}
