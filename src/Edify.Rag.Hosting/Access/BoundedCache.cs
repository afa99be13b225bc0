using System.Collections.Concurrent;

namespace Edify.Rag.Hosting.Access;

/// <summary>Keeps what was made of a text, up to a number of texts: they come with users, who are many, and from tokens, which anybody may fill.</summary>
internal sealed class BoundedCache<TValue>(int capacity)
{
    private const int LongestKey = 256;

    private readonly ConcurrentDictionary<string, TValue> _values = new(StringComparer.Ordinal);
    private int _count;

    public TValue GetOrMake<TArgument>(string key, TArgument argument, Func<string, TArgument, TValue> make)
    {
        if (_values.TryGetValue(key, out var known)) return known;
        var made = make(key, argument);
        if (key.Length <= LongestKey && Volatile.Read(ref _count) < capacity && _values.TryAdd(key, made)) Interlocked.Increment(ref _count);
        return made;
    }
}
