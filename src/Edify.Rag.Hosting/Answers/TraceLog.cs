using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Answers;

/// <summary>Collects the trace of one answer.</summary>
internal sealed class TraceLog(TimeProvider time)
{
    private readonly List<TraceStep> _steps = [];
    private readonly List<string> _degraded = [];
    private long? _inputTokens, _outputTokens;

    public AccessScope? Scope { get; set; }

    public string Model { get; set; } = string.Empty;

    public string PromptVersion { get; set; } = string.Empty;

    public bool IsDegraded => _degraded.Count > 0;

    public void Add(RetrievalResult found)
    {
        _steps.AddRange(found.Steps);
        _degraded.AddRange(found.Degraded);
    }

    public void Add(UsageDetails usage)
    {
        _inputTokens = usage.InputTokenCount ?? _inputTokens;
        _outputTokens = usage.OutputTokenCount ?? _outputTokens;
    }

    public void Degrade(string what) => _degraded.Add(what);

    public void Add(VerifiedAnswer verified) => _degraded.AddRange(verified.Degraded);

    public long Start() => time.GetTimestamp();

    public void Step(string name, long started, string detail) => _steps.Add(new(name, time.GetElapsedTime(started), detail));

    public T Time<T>(string name, Func<T> work, Func<T, string> detail)
    {
        var started = Start();
        var result = work();
        Step(name, started, detail(result));
        return result;
    }

    public async ValueTask<T> TimeAsync<T>(string name, Func<ValueTask<T>> work, Func<T, string>? detail = null)
    {
        var started = Start();
        var result = await work().ConfigureAwait(false);
        Step(name, started, detail?.Invoke(result) ?? string.Empty);
        return result;
    }

    public AnswerTrace ToTrace(RetrievalMode mode) => new()
    {
        Strategy = mode switch { RetrievalMode.Lexical => "lexical", RetrievalMode.Vector => "vector", _ => "hybrid" },
        PromptVersion = PromptVersion,
        Model = Model,
        InputTokens = _inputTokens,
        OutputTokens = _outputTokens,
        Scope = Scope?.Fingerprint ?? string.Empty,
        Degraded = [.. _degraded],
        Steps = [.. _steps],
    };
}
