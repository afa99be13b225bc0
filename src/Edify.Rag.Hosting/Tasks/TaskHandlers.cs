using System.Collections.Frozen;

namespace Edify.Rag.Hosting.Tasks;

/// <summary>The handlers of a pipeline, by kind; of several for one kind the first that was added.</summary>
internal sealed class TaskHandlers
{
    private readonly FrozenDictionary<string, IRagTaskHandler> _byKind;

    public TaskHandlers(IReadOnlyList<IRagTaskHandler> handlers)
    {
        _byKind = handlers.DistinctBy(h => h.Kind, StringComparer.Ordinal).ToFrozenDictionary(h => h.Kind, StringComparer.Ordinal);
        JobKinds = [.. _byKind.Keys.Order(StringComparer.Ordinal).Select(TaskJobs.KindOf)];
    }

    /// <summary>The kinds of jobs that they can do.</summary>
    public IReadOnlyList<string> JobKinds { get; }

    public IRagTaskHandler? Find(string kind) => _byKind.GetValueOrDefault(kind);

    /// <exception cref="RagInputException">There is no such kind.</exception>
    public IRagTaskHandler Get(string kind) => Find(kind) ?? throw new RagInputException(
        $"There is no kind of task of this name; there are {string.Join(", ", _byKind.Keys.Order(StringComparer.Ordinal).Select(k => $"'{k}'"))}.");
}
