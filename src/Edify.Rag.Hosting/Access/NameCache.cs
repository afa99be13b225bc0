using System.Collections.Concurrent;

namespace Edify.Rag.Hosting.Access;

/// <summary>Keeps what was made of some names, up to a number of entries: they come with users, who are many, and from tokens, which anybody may fill.</summary>
internal sealed class NameCache<TValue>(int capacity, Func<IReadOnlyCollection<string>, TValue> make)
{
    private const int LongestKey = 256;

    private readonly ConcurrentDictionary<string, TValue> _values = new(StringComparer.Ordinal);
    private int _count;

    public TValue Of(IReadOnlyCollection<string> names)
    {
        Span<char> buffer = stackalloc char[LongestKey];
        if (!TryWrite(names, buffer, out var length)) return make(names);
        var key = buffer[..length];
        if (_values.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var known)) return known;
        var made = make(names);
        if (Volatile.Read(ref _count) < capacity && _values.TryAdd(key.ToString(), made)) Interlocked.Increment(ref _count);
        return made;
    }

    // Each with its length before it: no name can be written so that it reads as two others.
    private static bool TryWrite(IReadOnlyCollection<string> names, Span<char> key, out int length)
    {
        length = 0;
        foreach (var name in names)
        {
            if (name is null) continue;
            if (name.Length >= key.Length - length) return false;
            key[length++] = (char)name.Length;
            name.CopyTo(key[length..]);
            length += name.Length;
        }

        return true;
    }
}
