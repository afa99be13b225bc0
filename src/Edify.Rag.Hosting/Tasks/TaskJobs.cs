using System.Buffers;
using System.Globalization;

namespace Edify.Rag.Hosting.Tasks;

/// <summary>Tasks as jobs of the queue. A job names its task, and holds nothing of it.</summary>
internal static class TaskJobs
{
    private const string Work = "task/";
    private const string Tell = "notify/";
    private const int OwnerLength = 32;

    private static readonly SearchValues<char> HexadecimalDigits = SearchValues.Create("0123456789abcdef");

    public static string KindOf(string task) => Work + task;

    public static string KindOfNotifier(string notifier) => Tell + notifier;

    public static string NotifierOf(JobRequest job) => job.Kind[Tell.Length..];

    public static JobRequest ToWork(RagTaskKey key, string tenant, string kind, int maxAttempts) => new(tenant, KindOf(kind), Format(key), string.Empty) { MaxAttempts = maxAttempts };

    public static JobRequest ToTell(RagTaskKey key, string tenant, string notifier, int maxAttempts) =>
        new(tenant, KindOfNotifier(notifier), Format(key), string.Empty) { MaxAttempts = maxAttempts };

    /// <summary>The task of a job; <see langword="null"/> where it names none.</summary>
    public static RagTaskKey? KeyOf(JobRequest job) =>
        job.Key.Length > OwnerLength + 1 && job.Key[OwnerLength] == '/' && job.Key.AsSpan(0, OwnerLength).IndexOfAnyExcept(HexadecimalDigits) < 0
            && Guid.TryParseExact(job.Key.AsSpan(OwnerLength + 1), "n", out var id)
            ? new(job.Key[..OwnerLength], id)
            : null;

    private static string Format(RagTaskKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.Owner}/{key.Id:n}");
}
