using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edify.Rag.Cli.Output;

internal sealed record FailedDocument(string Name, string Reason);

internal sealed record IngestResult(
    int Listed,
    int Ingested,
    int Unchanged,
    int FieldsUpdated,
    int Removed,
    IReadOnlyList<FailedDocument> Failed,
    IReadOnlyList<FailedDocument> Quarantined,
    IReadOnlyList<FailedDocument> Warnings,
    long Chunks,
    long Embedded,
    long Reused,
    long Bytes,
    double ElapsedMs,
    long PeakWorkingSetBytes);

internal sealed record FoundPassage(
    Guid DocumentId, string Name, int Page, double Score, string Text, IReadOnlyDictionary<string, JsonElement> Metadata);

internal sealed record SearchResult(IReadOnlyList<FoundPassage> Results, IReadOnlyList<string> Degraded, double ElapsedMs);

internal sealed record AskResult(string Answer, AnswerOutcome Outcome, IReadOnlyList<CitedPassage> Citations, TraceResult Trace, double ElapsedMs);

internal sealed record CitedPassage(int Number, string Name, int Page, string Excerpt, Guid DocumentId, string Title, string PageLabel);

internal sealed record TraceResult(
    string Strategy,
    string PromptVersion,
    string Model,
    long? InputTokens,
    long? OutputTokens,
    decimal? Cost,
    bool Cached,
    string Scope,
    IReadOnlyList<string> Degraded,
    IReadOnlyList<StepResult> Steps);

internal sealed record StepResult(string Name, double ElapsedMs, string Detail);

internal sealed record StatusResult(
    int Documents, long Chunks, int Failed, string Collection, string Embedder, int Dimension, long SizeBytes, IReadOnlyList<FailedDocument> Failures, IReadOnlyList<FailedDocument> Quarantined);

internal sealed record DeleteResult(string Name, bool Deleted, long Chunks);

internal sealed record DoctorResult(IReadOnlyList<RagStage> Stages, IReadOnlyList<RagFinding> Findings);

internal sealed record ReconcileResult(
    int Documents, IReadOnlyList<FoundDifference> Differences, bool Mended, long ChunksRemoved, int Processed, IReadOnlyList<FailedDocument> Failed, double ElapsedMs);

internal sealed record FoundDifference(string Name, DifferenceKind Kind, string Detail);

internal sealed record EmbedResult(float[] Vector, int? Tokens, double? ElapsedMs, string Model);

internal sealed record CopyResult(
    string From, string To, long Records, long Written, long Removed, long LeftBehind, int Sampled, bool Verified, IReadOnlyList<string> Problems, double ElapsedMs);

internal sealed record ReembedResult(
    string From,
    string To,
    bool Switched,
    long Records,
    long Written,
    long Embedded,
    long Uncertain,
    int Sampled,
    int DocumentsFollowing,
    IReadOnlyList<string> Dropped,
    IReadOnlyList<string> Problems,
    double ElapsedMs);

internal sealed record ResearchResult(
    string Report, AnswerOutcome Outcome, IReadOnlyList<CitedPassage> Citations, IReadOnlyList<string> Questions, IReadOnlyList<string> Degraded);

internal sealed record EvalResult(
    IReadOnlyDictionary<string, double> Scores, IReadOnlyList<QuestionReport> Questions, IReadOnlyList<ScoreComparison> Compared, IReadOnlyList<string> Missed, double ElapsedMs);

internal sealed record EvalRetrievalResult(
    int Documents, int Queries, int Judged, RetrievalMode Mode, IReadOnlyDictionary<string, double> Scores, string? Run, double LoadMs, double SearchMs);

internal sealed record ExplainAccessResult(
    string Document, string Source, bool IsAllowed, string Rule, string Reason, IReadOnlyList<string> Considered, DateTimeOffset? Until, IReadOnlyDictionary<string, string> Fields);

internal sealed record ExplainAccessResults(string User, IReadOnlyList<ExplainAccessResult> Documents);

internal sealed record ErrorResult(string Error);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, Converters = [typeof(OutcomeName), typeof(HealthName), typeof(DifferenceName), typeof(ModeName)])]
[JsonSerializable(typeof(IngestResult))]
[JsonSerializable(typeof(SearchResult))]
[JsonSerializable(typeof(AskResult))]
[JsonSerializable(typeof(StatusResult))]
[JsonSerializable(typeof(DeleteResult))]
[JsonSerializable(typeof(DoctorResult))]
[JsonSerializable(typeof(ReconcileResult))]
[JsonSerializable(typeof(EmbedResult))]
[JsonSerializable(typeof(CopyResult))]
[JsonSerializable(typeof(ReembedResult))]
[JsonSerializable(typeof(ResearchResult))]
[JsonSerializable(typeof(EvalResult))]
[JsonSerializable(typeof(EvalRetrievalResult))]
[JsonSerializable(typeof(ExplainAccessResults))]
[JsonSerializable(typeof(OnnxModelReport))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(ErrorResult))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ResultJson : JsonSerializerContext;

/// <summary>Outcomes as words: "notFound".</summary>
internal sealed class OutcomeName() : JsonStringEnumConverter<AnswerOutcome>(JsonNamingPolicy.CamelCase);

/// <summary>Health as a word: "broken".</summary>
internal sealed class HealthName() : JsonStringEnumConverter<RagHealth>(JsonNamingPolicy.CamelCase);

/// <summary>A difference as words: "neverIngested".</summary>
internal sealed class DifferenceName() : JsonStringEnumConverter<DifferenceKind>(JsonNamingPolicy.CamelCase);

/// <summary>Ways to search as words: "hybrid".</summary>
internal sealed class ModeName() : JsonStringEnumConverter<RetrievalMode>(JsonNamingPolicy.CamelCase);
