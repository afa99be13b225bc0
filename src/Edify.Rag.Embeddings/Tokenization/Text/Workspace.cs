using Edify.Rag.Embeddings.Tokenization.Models;
using Edify.Rag.Embeddings.Tokenization.Normalizers;

namespace Edify.Rag.Embeddings.Tokenization.Text;

/// <summary>The memory that encoding one text takes; one per thread is kept, so that nothing is allocated per text.</summary>
internal sealed class Workspace
{
    // What a text of ten megabytes took is not held for ever.
    private const int MostKept = 1 << 20;

    [ThreadStatic]
    private static Workspace? s_idle;

    public AlignedText Text { get; } = new();

    public AlignedText Part { get; } = new();

    public PieceList Pieces { get; } = new();

    public TokenSink Sink { get; } = new();

    public TokenBuffer First { get; } = new();

    public TokenBuffer Second { get; } = new();

    public ViterbiLattice Lattice { get; } = new();

    public SymbolList Symbols { get; } = new();

    public PendingPoints Points { get; } = new();

    public PendingPoints Buffered { get; } = new();

    public int[] RegexStack { get; set; } = new int[256];

    /// <summary>A workspace for this thread; give it back by <see cref="Return"/>.</summary>
    public static Workspace Rent()
    {
        var workspace = s_idle ?? new Workspace();
        s_idle = null;
        return workspace;
    }

    public void Return()
    {
        if (Text.Capacity <= MostKept) s_idle = this;
    }
}
