using System.Buffers;
using System.Text;

namespace Edify.Rag.Embeddings.Hashing;

/// <summary>Makes texts comparable: compatibility normalization (NFKC) and lower case, in a pooled buffer.</summary>
internal sealed class FoldedText : IDisposable
{
    private char[] _units = [];
    private int _length;

    /// <summary>The text that was folded last.</summary>
    public ReadOnlySpan<char> Units => _units.AsSpan(0, _length);

    /// <summary>Folds a text in place of the last one.</summary>
    public void Fold(string text)
    {
        var normal = Ascii.IsValid(text) ? text : Normalize(text);
        Reserve(normal.Length);
        _length = normal.AsSpan().ToLowerInvariant(_units);
    }

    public void Dispose()
    {
        if (_units.Length > 0) ArrayPool<char>.Shared.Return(_units);
        _units = [];
        _length = 0;
    }

    private void Reserve(int length)
    {
        if (_units.Length >= length) return;
        Dispose();
        _units = ArrayPool<char>.Shared.Rent(length);
    }

    // Half a surrogate pair makes Normalize throw; it is replaced, as every decoder does.
    private static string Normalize(string text)
    {
        if (!IsWellFormed(text)) text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return text.Normalize(NormalizationForm.FormKC);
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        var surrogate = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        while (surrogate >= 0)
        {
            text = text[surrogate..];
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done) return false;
            text = text[length..];
            surrogate = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return true;
    }
}
