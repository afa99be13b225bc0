namespace Edify.Rag.Conformance;

/// <summary>What every <see cref="IAccessRuleStore"/> must do. Derive from it, open your store, and your provider has its tests.</summary>
/// <remarks>Each test has data of its own, which <see cref="OpenStoreAsync"/> may be asked to open several times.</remarks>
public abstract class AccessRuleStoreSuite : IAsyncLifetime
{
    private const string Tenant = "school-1";

    private static readonly DocumentAccess Teachers = DocumentAccess.Create(["role:teacher"]);
    private static readonly DocumentAccess NotAnna = DocumentAccess.Create(null, ["user:anna", "class:7b"]);

    private readonly List<IAccessRuleStore> _opened = [];

    /// <summary>The store under test, empty when the test begins.</summary>
    protected IAccessRuleStore Store { get; private set; } = null!;

    /// <summary>Opens a store over the test's data; one that was opened before may still be open.</summary>
    protected abstract ValueTask<IAccessRuleStore> OpenStoreAsync();

    /// <summary>Removes the test's data, after all that was opened is closed.</summary>
    protected virtual ValueTask DeleteDataAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var store in _opened)
        {
            if (store is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (store as IDisposable)?.Dispose();
        }

        await DeleteDataAsync();
    }

    /// <summary>Before the first rule there is none.</summary>
    [Fact]
    public async Task Where_nothing_was_set_there_are_no_rules()
    {
        Assert.Empty(await Store.ListAsync(Tenant));
        Assert.Empty(await Store.FindAsync(Tenant, ["a/b.txt"]));
        Assert.False(await Store.RemoveAsync(Tenant, "a/"));
    }

    /// <summary>Each form of access comes back as it was.</summary>
    [Fact]
    public async Task Every_access_is_found_as_it_was_written()
    {
        AccessRule[] rules =
        [
            new("a/", DocumentAccess.ByRules), new("a/b.txt", Teachers), new("a/c.txt", NotAnna), new("a/d.txt", DocumentAccess.Closed),
            new("a/e 😀.txt", DocumentAccess.Create(["user:o'hara; DROP TABLE x --", "grade:7"], ["role:student"])),
        ];
        foreach (var rule in rules.Reverse()) await Store.WriteAsync(Tenant, rule);
        Assert.Equal(rules, await Store.ListAsync(Tenant));
    }

    /// <summary>A target has one rule, the latest.</summary>
    [Fact]
    public async Task A_later_rule_replaces_the_one_its_target_had()
    {
        await Store.WriteAsync(Tenant, new("a/", Teachers));
        await Store.WriteAsync(Tenant, new("a/", NotAnna));
        Assert.Equal([new("a/", NotAnna)], await Store.ListAsync(Tenant));
    }

    /// <summary>Of a document its own rule is found and those of its folders, and no others.</summary>
    [Fact]
    public async Task Rules_are_found_by_the_documents_that_they_concern()
    {
        string[] targets = ["a.txt", "a/", "a/b/", "a/b/c.txt", "a/bb/", "A/", "b/", "a/b.txt"];
        foreach (var target in targets) await Store.WriteAsync(Tenant, new(target, Teachers));
        Assert.Equal(["a/", "a/b/", "a/b/c.txt"], await FoundAsync("a/b/c.txt"));
        Assert.Equal(["a.txt", "a/", "a/b/", "a/b/c.txt"], await FoundAsync("a.txt", "a/b/c.txt", "a/x.txt"));
        Assert.Empty(await FoundAsync("a", "B/c.txt"));
        Assert.Empty(await Store.FindAsync(Tenant, []));
    }

    /// <summary>They come in the order of UTF-16 units, whatever the engine's is.</summary>
    [Fact]
    public async Task Rules_come_in_ordinal_order()
    {
        string[] targets = ["Z/", "a/", "\uE000/", "😀/", "é/", "B.txt"];
        foreach (var target in targets) await Store.WriteAsync(Tenant, new(target, Teachers));
        Assert.Equal(targets.Order(StringComparer.Ordinal), (await Store.ListAsync(Tenant)).Select(r => r.Target));
    }

    /// <summary>Removing is final, and needs nothing to be there.</summary>
    [Fact]
    public async Task A_removed_rule_is_gone()
    {
        await Store.WriteAsync(Tenant, new("a/", Teachers));
        await Store.WriteAsync(Tenant, new("b/", Teachers));
        Assert.True(await Store.RemoveAsync(Tenant, "a/"));
        Assert.False(await Store.RemoveAsync(Tenant, "a/"));
        Assert.Equal(["b/"], (await Store.ListAsync(Tenant)).Select(r => r.Target));
    }

    /// <summary>A tenant's rules are no other's.</summary>
    [Fact]
    public async Task Tenants_have_rules_of_their_own()
    {
        await Store.WriteAsync(Tenant, new("a/", Teachers));
        Assert.False(await Store.RemoveAsync("school-2", "a/"));
        Assert.Empty(await Store.ListAsync("school-2"));
        Assert.Empty(await Store.FindAsync("SCHOOL-1", ["a/b.txt"]));
        Assert.Single(await Store.ListAsync(Tenant));
    }

    /// <summary>What was written is there for whoever opens the store next.</summary>
    [Fact]
    public async Task Rules_outlive_the_program_that_set_them()
    {
        await Store.WriteAsync(Tenant, new("a/", Teachers));
        await Store.WriteAsync(Tenant, new("b/", NotAnna));
        await Store.RemoveAsync(Tenant, "a/");
        Assert.Equal([new("b/", NotAnna)], await (await OpenAsync()).ListAsync(Tenant));
    }

    /// <summary>Who reads beside a writer sees each change with the next call.</summary>
    [Fact]
    public async Task A_reader_sees_what_another_wrote_since()
    {
        var reader = await OpenAsync();
        Assert.Empty(await reader.ListAsync(Tenant));
        for (var i = 0; i < 3; i++)
        {
            await Store.WriteAsync(Tenant, new($"{i}/", Teachers));
            Assert.Equal(i + 1, (await reader.ListAsync(Tenant)).Count);
            Assert.Single(await reader.FindAsync(Tenant, [$"{i}/x.txt"]));
        }
    }

    /// <summary>Who is cancelled before it begins changes nothing.</summary>
    [Fact]
    public async Task A_cancelled_call_changes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.WriteAsync(Tenant, new("a/", Teachers), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.ListAsync(Tenant, cancelled.Token));
        Assert.Empty(await Store.ListAsync(Tenant));
    }

    private async Task<string[]> FoundAsync(params string[] names) => [.. (await Store.FindAsync(Tenant, names)).Select(r => r.Target)];

    private async Task<IAccessRuleStore> OpenAsync()
    {
        var store = await OpenStoreAsync();
        _opened.Add(store);
        return store;
    }
}
