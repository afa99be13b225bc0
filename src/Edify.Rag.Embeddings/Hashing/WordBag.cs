using System.Buffers;

namespace Edify.Rag.Embeddings.Hashing;

/// <summary>The distinct words of a text, with how often each occurs. Reused from text to text.</summary>
internal sealed class WordBag : IDisposable
{
    private const int InitialSlots = 1024;

    private readonly FoldedText _folded = new();
    private Word[] _words = ArrayPool<Word>.Shared.Rent(InitialSlots / 2);
    private int[] _slots = new int[InitialSlots]; // open addressing; 0 is free, otherwise one more than the word's index
    private int _count;

    /// <summary>What the text holds, in order of first appearance.</summary>
    public ReadOnlySpan<Word> Words => _words.AsSpan(0, _count);

    /// <summary>The characters of a word as they were counted.</summary>
    public ReadOnlySpan<char> TextOf(in Word word) => _folded.Units.Slice(word.Start, word.Length);

    /// <summary>Counts the words of a text in place of the last one.</summary>
    /// <returns>How many words it has.</returns>
    public int Fill(string source)
    {
        Array.Clear(_slots);
        _count = 0;
        _folded.Fold(source);

        var total = 0;
        var scanner = new WordScanner(_folded.Units);
        while (scanner.MoveNext())
        {
            var text = _folded.Units.Slice(scanner.Start, scanner.Length);
            var kind = scanner.IsUnspaced ? WordKind.Unspaced : CommonWords.Contains(text) ? WordKind.Common : WordKind.Spaced;
            Count(new(FeatureHash.Of(text), scanner.Start, scanner.Length, kind));
            total++;
        }

        return total;
    }

    public void Dispose()
    {
        _folded.Dispose();
        ArrayPool<Word>.Shared.Return(_words);
        _words = [];
        _count = 0;
    }

    private void Count(in Word word)
    {
        var slot = SlotOf(word.Hash);
        if (_slots[slot] > 0)
        {
            _words[_slots[slot] - 1].Occurrences++;
            return;
        }

        if (_count == _words.Length || _count * 2 >= _slots.Length)
        {
            Grow();
            slot = SlotOf(word.Hash);
        }

        _words[_count++] = word;
        _slots[slot] = _count;
    }

    // Two words with one 64-bit hash count as one: at a million words, one chance in ten million.
    private int SlotOf(ulong hash)
    {
        var mask = _slots.Length - 1;
        var slot = (int)FeatureHash.Finish(hash) & mask;
        while (_slots[slot] > 0 && _words[_slots[slot] - 1].Hash != hash) slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var words = ArrayPool<Word>.Shared.Rent(Math.Max(_words.Length, _slots.Length));
        Words.CopyTo(words);
        ArrayPool<Word>.Shared.Return(_words);
        _words = words;
        _slots = new int[_slots.Length * 2];
        for (var i = 0; i < _count; i++) _slots[SlotOf(_words[i].Hash)] = i + 1;
    }
}

/// <summary>A word and how often it occurs.</summary>
/// <param name="hash">Identifies it.</param>
/// <param name="start">Where it first stands in the folded text.</param>
/// <param name="length">Its length.</param>
/// <param name="kind">What it is.</param>
internal struct Word(ulong hash, int start, int length, WordKind kind)
{
    public readonly ulong Hash = hash;
    public readonly int Start = start;
    public readonly int Length = length;
    public readonly WordKind Kind = kind;
    public int Occurrences = 1;
}

/// <summary>Kinds of words; they differ in weight and in whether they have n-grams.</summary>
internal enum WordKind : byte
{
    Spaced,
    Common,
    Unspaced,
}
