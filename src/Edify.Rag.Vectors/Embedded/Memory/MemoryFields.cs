using System.Collections.Concurrent;

namespace Edify.Rag.Vectors.Embedded.Memory;

/// <summary>Which rows in memory hold which values; one writer adds rows, others read those below a bound.</summary>
internal sealed class MemoryFields
{
    private readonly ConcurrentDictionary<string, Field> _fields = new(concurrencyLevel: 1, capacity: 31, StringComparer.Ordinal);

    public void Add(int row, IReadOnlyDictionary<string, FieldValue> fields)
    {
        foreach (var (name, value) in fields)
        {
            var field = _fields.GetOrAdd(name, static _ => new());
            if (value.Items is not { } items)
            {
                field.Add(row, value);
                continue;
            }

            foreach (var item in items) field.Add(row, item);
        }
    }

    public IEnumerable<string> Names => _fields.Keys;

    public Field? Find(string name) => _fields.GetValueOrDefault(name);

    internal sealed class Field
    {
        private readonly ConcurrentDictionary<FieldValue, GrowingRows> _terms = new(concurrencyLevel: 1, capacity: 31);

        public GrowingRows Present { get; } = new();

        public IEnumerable<KeyValuePair<FieldValue, GrowingRows>> Terms => _terms;

        public void Add(int row, FieldValue term)
        {
            _terms.GetOrAdd(term, static _ => new()).Add(row);
            Present.Add(row);
        }

        public GrowingRows? Find(FieldValue term) => _terms.GetValueOrDefault(term);
    }
}
