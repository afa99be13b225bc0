namespace Edify.Rag.Conformance;

/// <summary>What every <see cref="IUsageMeter"/> must do. Derive from it, open your meter, and your provider has its tests.</summary>
/// <remarks>Each test has data of its own; a meter that is opened again finds what was counted before.</remarks>
public abstract partial class UsageMeterSuite : IAsyncLifetime
{
    private const string School = "greenfield";
    private static readonly DateOnly Day = new(2026, 3, 29);
    private static readonly DateOnly Month = new(2026, 3, 1);

    /// <summary>The meter under test, empty when the test begins.</summary>
    protected IUsageMeter Meter { get; private set; } = null!;

    /// <summary>Opens the meter; the second time in a test over the same data.</summary>
    protected abstract ValueTask<IUsageMeter> OpenMeterAsync();

    /// <summary>Removes what <see cref="OpenMeterAsync"/> made.</summary>
    protected virtual ValueTask DeleteDataAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => Meter = await OpenMeterAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await CloseAsync();
        await DeleteDataAsync();
    }

    private async Task ReopenAsync()
    {
        await CloseAsync();
        Meter = await OpenMeterAsync();
    }

    private async Task CloseAsync()
    {
        if (Meter is IAsyncDisposable closed) await closed.DisposeAsync();
        else (Meter as IDisposable)?.Dispose();
    }

    private static UsageCounter Of(string user, UsageKind kind = UsageKind.Messages, string tenant = School) => new(tenant, UsageSubject.User, user, kind, UsagePeriod.Day, Day);

    private static UsageCounter OfSchool(UsageKind kind = UsageKind.Messages, UsagePeriod period = UsagePeriod.Day, string tenant = School) =>
        new(tenant, UsageSubject.Tenant, string.Empty, kind, period, period switch { UsagePeriod.Day => Day, UsagePeriod.Month => Month, _ => DateOnly.MinValue });

    private async Task<UsageDecision> ChargeAsync(params UsageCharge[] charges) => await Meter.ChargeAsync(charges);

    private async Task<long> ReadAsync(UsageCounter counter) => Assert.Single(await Meter.ReadAsync([counter]));

    private async Task<List<UsageAmount>> ListAsync(UsageQuery query)
    {
        var found = new List<UsageAmount>();
        await foreach (var amount in Meter.ListAsync(query)) found.Add(amount);
        return found;
    }
}
