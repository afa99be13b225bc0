using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Answers;

/// <summary>Collects the trace of one answer, or of the part of it that others may share.</summary>
internal sealed class TraceLog(TimeProvider time)
{
    private readonly List<TraceStep> _steps = [];
    private readonly List<string> _degraded = [];
    private readonly long _started = time.GetTimestamp();
    private long? _inputTokens, _outputTokens;
    private decimal? _cost;

    public AccessScope? Scope { get; set; }

    public string Model { get; set; } = string.Empty;

    public string PromptVersion { get; set; } = string.Empty;

    public RetrievalMode Mode { get; init; }

    public bool IsDegraded => _degraded.Count > 0;

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    public void Add(QuestionPlan plan)
    {
        _steps.AddRange(plan.Steps);
        _degraded.AddRange(plan.Degraded);
    }

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

    public void Add(ModelReport report)
    {
        if (Model.Length == 0) Model = report.Provider;
        _cost = report.Cost ?? _cost;
        _degraded.AddRange(report.Degraded);
        if (report.Provider.Length > 0) Step("model", time.GetTimestamp(), $"{report.Provider}, {report.Attempts} {(report.Attempts == 1 ? "call" : "calls")}");
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

    public AnswerTrace ToTrace() => new()
    {
        Strategy = Mode switch { RetrievalMode.Lexical => "lexical", RetrievalMode.Vector => "vector", _ => "hybrid" },
        PromptVersion = PromptVersion,
        Model = Model,
        InputTokens = _inputTokens,
        OutputTokens = _outputTokens,
        Cost = _cost,
        Scope = Scope?.Fingerprint ?? string.Empty,
        Degraded = [.. _degraded],
        Steps = [.. _steps],
    };

    /// <summary>The answer with what was done before it was made, or found.</summary>
    /// <param name="made">The answer, with the trace of its making.</param>
    /// <param name="settings">Fingerprint of the settings.</param>
    public Answer Complete(Answer made, string settings) => made with
    {
        Outcome = IsDegraded && made.Outcome == AnswerOutcome.Answered ? AnswerOutcome.Degraded : made.Outcome,
        Trace = made.Trace with { Settings = settings, Degraded = [.. _degraded, .. made.Trace.Degraded], Steps = [.. _steps, .. made.Trace.Steps] },
    };
}
