namespace Edify.Rag.Conformance;

/// <summary>
/// Four writes that can be done at a time and be told apart afterwards: of new records, over old ones, of fields, and a deletion.
/// </summary>
internal sealed class FaultTrialWrites
{
    private readonly string _collection;
    private readonly IVectorStore _undisturbed;
    private readonly int _round;
    private readonly List<VectorRecord> _added;
    private readonly List<VectorRecord> _old;
    private readonly List<VectorRecord> _replacing;
    private readonly List<VectorRecord> _set;
    private readonly List<VectorRecord> _gone;

    private FaultTrialWrites(IVectorStore undisturbed, string collection, FaultTrialRecords records, int round)
    {
        (_undisturbed, _collection, _round) = (undisturbed, collection, round);
        _added = records.Make(40, Name("added"));
        _old = records.Make(25, Name("replaced"));
        _replacing = [.. records.Make(25, Name("replaced")).Zip(_old, (record, old) => record with { Id = old.Id, Text = "quicksilver" })];
        _set = records.Make(20, Name("set"));
        _gone = records.Make(15, Name("gone"));
    }

    /// <summary>The calls, each of which fails where its answer is wrong.</summary>
    public IReadOnlyList<(string Name, Func<IVectorStore, Task> Call)> First => Calls(answersCount: true);

    /// <summary>The same once more, when nobody knows what was done already.</summary>
    public IReadOnlyList<(string Name, Func<IVectorStore, Task> Call)> Again => Calls(answersCount: false);

    /// <summary>Puts in place what is to be written over and deleted.</summary>
    public static async Task<FaultTrialWrites> PrepareAsync(IVectorStore undisturbed, string collection, FaultTrialRecords records, int round)
    {
        var writes = new FaultTrialWrites(undisturbed, collection, records, round);
        await undisturbed.UpsertAsync(collection, [.. writes._old, .. writes._set, .. writes._gone]);
        return writes;
    }

    /// <summary>Each record is as it was or as it was to be, and nothing between; a call that succeeded has done all, one of a whole batch all or nothing.</summary>
    public async Task CheckAsync(IReadOnlyList<bool> succeeded, bool batchesAreWhole, string fault)
    {
        var found = await ReadAsync();
        var done = new[]
        {
            _added.Select(record => Is(found, record, null, record)).ToList(),
            _old.Zip(_replacing, (old, other) => Is(found, old, old, other)).ToList(),
            _set.Select(record => Is(found, record, record, WithGrade(record))).ToList(),
            _gone.Select(record => Is(found, record, record, null)).ToList(),
        };

        foreach (var ((name, _), (isSure, records)) in First.Zip(succeeded.Zip(done)))
        {
            Assert.True(records.All(isDone => isDone is not null), $"A record is neither as before nor as wanted: {name}, {fault}.");
            Assert.True(!isSure || records.All(isDone => isDone == true), $"It succeeded and did not do all: {name}, {fault}.");
            Assert.True(!batchesAreWhole || records.Distinct().Count() == 1, $"A part was done: {name}, {fault}.");
        }
    }

    /// <summary>Everything was done, once.</summary>
    public async Task CheckDoneAsync(string fault)
    {
        await CheckAsync([true, true, true, true], batchesAreWhole: true, fault);
        Assert.Equal(_added.Count + _old.Count + _set.Count, await _undisturbed.CountAsync(_collection, FaultTrialRecords.Scope, Mine));
    }

    private VectorFilter Mine => VectorFilter.AnyOf(FaultTrialRecords.Part, Name("added"), Name("replaced"), Name("set"), Name("gone"));

    private string Name(string part) => $"{part} {_round}";

    private IReadOnlyList<(string Name, Func<IVectorStore, Task> Call)> Calls(bool answersCount) =>
    [
        ("upsert new records", store => store.UpsertAsync(_collection, _added)),
        ("upsert over old records", store => store.UpsertAsync(_collection, _replacing)),
        ("update fields", async store =>
        {
            var changed = await store.UpdateFieldsAsync(
                _collection, VectorFilter.Equal(FaultTrialRecords.Part, Name("set")), new Dictionary<string, FieldValue> { ["grade"] = 99L });
            Assert.Equal(_set.Count, changed);
        }),
        ("delete", async store =>
        {
            var deleted = await store.DeleteAsync(_collection, VectorFilter.Equal(FaultTrialRecords.Part, Name("gone")));
            if (answersCount) Assert.Equal(_gone.Count, deleted);
        }),
    ];

    private async Task<Dictionary<Guid, VectorRecord>> ReadAsync()
    {
        var found = new Dictionary<Guid, VectorRecord>();
        await foreach (var record in _undisturbed.ScanAsync(_collection, FaultTrialRecords.Scope, new() { Filter = Mine, IncludeVectors = true })) found.Add(record.Id, record);
        return found;
    }

    private static VectorRecord WithGrade(VectorRecord record) =>
        record with { Fields = new Dictionary<string, FieldValue>(record.Fields) { ["grade"] = 99L } };

    // Whether it is as wanted; null where it is neither that nor as before.
    private static bool? Is(Dictionary<Guid, VectorRecord> found, VectorRecord which, VectorRecord? before, VectorRecord? after)
    {
        var now = found.GetValueOrDefault(which.Id);
        return Same(now, after) ? true : Same(now, before) ? false : null;
    }

    private static bool Same(VectorRecord? one, VectorRecord? other) => (one, other) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ => one.Text == other.Text && one.Fields.Count == other.Fields.Count
            && other.Fields.All(f => one.Fields.TryGetValue(f.Key, out var value) && value == f.Value)
            && BruteForce.Dot(one.Vector.Span, other.Vector.Span) > 1 - 1e-4,
    };
}
