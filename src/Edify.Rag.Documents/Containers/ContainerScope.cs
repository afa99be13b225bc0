using System.Globalization;
using Edify.Rag.Documents.Reading;

namespace Edify.Rag.Documents.Containers;

/// <summary>What a container and the files within it share: the budget of inflated bytes, the memory, the depth.</summary>
/// <remarks>
/// It travels to the reader of a contained file as that file's listener, so that a container within a container finds it.
/// What the file reports is passed on with its name and without pages, which would mix with those of other files.
/// </remarks>
internal sealed class ContainerScope : IProgress<ReadEvent>
{
    /// <summary>Most bytes of memory that hold files, over all containers within each other.</summary>
    public const long MostHeld = 256L << 20;

    private readonly DocumentContext _container;
    private readonly Budget _budget;
    private readonly string _file;

    private ContainerScope(DocumentContext container, Budget budget, int depth, string file) =>
        (_container, _budget, Depth, _file) = (container, budget, depth, file);

    /// <summary>How many containers lie around the files, this one included.</summary>
    public int Depth { get; }

    /// <summary>Whether the bytes that all files may inflate to are used up.</summary>
    public bool IsSpent => _budget.Inflated > _budget.Most;

    /// <summary>Bytes of memory that may still be taken to hold files.</summary>
    public long Room => MostHeld - _budget.Held;

    /// <summary>Begins to read a container, which may lie in another.</summary>
    /// <param name="context">Name, limits and listener of the container.</param>
    public static ContainerScope Enter(DocumentContext context) => context.Report is ContainerScope outer
        ? new(context, outer._budget, outer.Depth + 1, string.Empty)
        : new(context, new Budget(context.Limits.MaxInflatedBytes), 1, string.Empty);

    /// <summary>The context of a contained file.</summary>
    /// <param name="file">Its name.</param>
    public DocumentContext ContextOf(string file) => _container with
    {
        Name = $"{_container.Name}/{file}",
        Info = null,
        Report = new ContainerScope(_container, _budget, Depth, file),
        Limits = _container.Limits with { MaxInflatedBytes = Math.Max(1, _budget.Most - _budget.Inflated) },
    };

    /// <summary>Counts bytes that a file inflated to.</summary>
    /// <param name="bytes">How many.</param>
    /// <exception cref="DocumentReadException">They are too many.</exception>
    public void Inflate(int bytes)
    {
        _budget.Inflated += bytes;
        if (IsSpent) throw OverLimit.Of(_container, nameof(DocumentLimits.MaxInflatedBytes), _budget.Most, "bytes");
    }

    /// <summary>Takes memory, or gives it back.</summary>
    /// <param name="bytes">How many; negative to give back.</param>
    public void Hold(long bytes) => _budget.Held += bytes;

    /// <summary>Tells that a file is left out.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="reason">Why.</param>
    public void LeaveOut(string file, string reason) => _container.Report?.Report(new(ReadEventKind.LeftOut, 0, $"{file}: {reason}"));

    /// <inheritdoc/>
    public void Report(ReadEvent value)
    {
        var page = value.Page > 0 ? string.Create(CultureInfo.InvariantCulture, $", page {value.Page}") : string.Empty;
        _container.Report?.Report(value with { Page = 0, Detail = $"{_file}{page}: {value.Detail}" });
    }

    private sealed class Budget(long most)
    {
        public long Most { get; } = most;

        public long Inflated { get; set; }

        public long Held { get; set; }
    }
}
