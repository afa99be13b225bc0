using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edify.Rag.Hosting.Tests.Startup;

public sealed class StartupCheckTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<string> _started = [];
    private OddStore? _odd;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_host_over_what_fits_starts()
    {
        await StartAsync(_ => { });
        await IngestedAsync();
        await StartAsync(rag => Odd(rag, store => store.Indexed = ["tenant", "module", "grade", "owner", "book"]));

        Assert.Equal(["service", "service"], _started);
    }

    [Fact]
    public async Task A_store_that_can_not_be_reached_is_told_before_any_service_runs()
    {
        var refusal = await RefusedAsync(rag => Odd(rag, store => store.Check = _ =>
            throw new VectorStoreException("postgres.example", "", "check", "The server 'postgres.example' can't be reached; look at Host.", isTransient: true)));

        Assert.Contains("pipeline 'default' can't start: The server 'postgres.example' can't be reached; look at Host.", refusal, StringComparison.Ordinal);
        Assert.Contains("EdifyRag:StartupChecks:Enabled", refusal, StringComparison.Ordinal);
        Assert.Empty(_started);
    }

    [Fact]
    public async Task What_others_raise_is_told_without_what_they_say()
    {
        var refusal = await RefusedAsync(rag => Odd(rag, store => store.Check = _ => throw new HttpRequestException("https://x?key=secret")));

        Assert.DoesNotContain("secret", refusal, StringComparison.Ordinal);
        Assert.Contains("can't be used", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_never_answers_is_given_up()
    {
        var refusal = await RefusedAsync(rag =>
        {
            Odd(rag, store => store.Check = _ => new TaskCompletionSource().Task);
            rag.ConfigureStartupChecks(o => o.Timeout = TimeSpan.FromMilliseconds(50));
        });

        Assert.Contains("did not answer within 0.05 s", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collection_of_another_embedder_is_refused_with_both_named()
    {
        await IngestedAsync();

        var refusal = await RefusedAsync(rag => rag.UseHashingEmbeddings(o => o.Dimensions = 64));

        Assert.Contains("'documents'", refusal, StringComparison.Ordinal);
        Assert.Contains("(1024 dimensions)", refusal, StringComparison.Ordinal);
        Assert.Contains("(64 dimensions)", refusal, StringComparison.Ordinal);
        Assert.Contains("reembed", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_condition_of_the_policy_that_the_store_can_not_apply_is_refused()
    {
        var refusal = await RefusedAsync(rag => Odd(rag, store => store.Can = VectorStoreCapabilities.Lexical | VectorStoreCapabilities.Ranges)
            .UseAccessPolicy(_ => new TellingPolicy(VectorStoreCapabilities.Ranges | VectorStoreCapabilities.Negation)));

        Assert.Contains("filter by Negation", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("filter by Ranges", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_policy_that_does_not_tell_every_condition_is_expected()
    {
        var refusal = await RefusedAsync(rag => Odd(rag, store => store.Can = VectorStoreCapabilities.Negation).UseAccessPolicy(_ => new SilentPolicy()));

        Assert.Contains("ArrayFields, Ranges", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_school_roles_need_arrays_and_negation_for_the_documents_own_lists()
    {
        Assert.Single(await StartAsync(rag => Odd(rag, store => store.Can = VectorStoreCapabilities.ArrayFields | VectorStoreCapabilities.Negation)));
        Assert.Contains("filter by Negation,", await RefusedAsync(rag => Odd(rag, store => store.Can = VectorStoreCapabilities.ArrayFields)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_of_the_policy_without_an_index_is_refused()
    {
        var refusal = await RefusedAsync(rag => Odd(rag, store => store.Indexed = ["module", "grade"]));

        Assert.Contains("no index on 'owner', 'tenant'", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fields_of_the_policy_are_declared_when_a_collection_is_made()
    {
        await using var school = new SmallSchool(rag => Odd(rag, _ => { }).UseAccessPolicy(_ => new TellingPolicy(VectorStoreCapabilities.None)));
        await school.PutAsync("General/bell.txt", "The bell rings at eight.");
        await school.IngestAsync();

        Assert.Equal(FieldKind.Texts, _odd!.Made!.Fields["readers"]);
        Assert.Equal(FieldKind.Text, _odd.Made.Fields[RagFields.Module]);
    }

    [Fact]
    public async Task Several_misfits_are_all_told()
    {
        await IngestedAsync();

        var refusal = await RefusedAsync(rag => Odd(rag, store => (store.Can, store.Indexed) = (VectorStoreCapabilities.None, ["tenant"]))
            .UseAccessPolicy(_ => new TellingPolicy(VectorStoreCapabilities.Ranges)).UseHashingEmbeddings(o => o.Dimensions = 64));

        Assert.Contains("Ranges", refusal, StringComparison.Ordinal);
        Assert.Contains("(64 dimensions)", refusal, StringComparison.Ordinal);
        Assert.Contains("'readers'", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_checks_can_be_turned_off()
    {
        Assert.Single(await StartAsync(rag => Odd(rag, store => store.Check = _ => throw new IOException("down")).ConfigureStartupChecks(o => o.Enabled = false)));

        var section = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["EdifyRag:StartupChecks:Enabled"] = "false", ["EdifyRag:StartupChecks:Timeout"] = "00:00:01", ["EdifyRag:StateDirectory"] = _directory.Path })
            .Build().GetSection("EdifyRag");
        await using var services = new ServiceCollection().AddEdifyRag(section).BuildServiceProvider();
        var options = services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<StartupCheckOptions>>().Get(RagServices.DefaultName);
        Assert.Equal((false, TimeSpan.FromSeconds(1)), (options.Enabled, options.Timeout));
    }

    [Fact]
    public async Task The_doctor_tells_what_a_host_would_refuse_for()
    {
        await using var school = new SmallSchool(rag => Odd(rag, store => store.Indexed = ["tenant", "module"]));

        var finding = Assert.Single(await school.Services.GetRag<IRagDoctor>().ExamineAsync(TestContext.Current.CancellationToken), f => f.Part == "access");

        Assert.Equal(RagHealth.Broken, finding.Health);
        Assert.Contains("'grade', 'owner'", finding.Message, StringComparison.Ordinal);
    }

    private IRagBuilder Odd(IRagBuilder rag, Action<OddStore> set) => rag.Decorate<IVectorStore>("odd", (inner, _) =>
    {
        _odd = new(inner);
        set(_odd);
        return _odd;
    });

    private async Task IngestedAsync()
    {
        await using var services = new ServiceCollection().AddEdifyRag(rag => rag.UseInMemoryBlobs().UseStateDirectory(_directory.Path)).BuildServiceProvider();
        await services.GetRag<IBlobStore>().UploadAsync("General/bell.txt", new MemoryStream("The bell rings at eight."u8.ToArray()));
        await services.GetRag<IIngestionPipeline>().RunAsync(new(SmallSchool.Tenant));
    }

    private async Task<string> RefusedAsync(Action<IRagBuilder> configure) =>
        (await Assert.ThrowsAsync<RagConfigurationException>(() => StartAsync(configure))).Message;

    private async Task<List<string>> StartAsync(Action<IRagBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton<IHostedService>(new Telling(_started));
        builder.Services.AddEdifyRag(rag =>
        {
            rag.UseInMemoryBlobs().UseStateDirectory(_directory.Path);
            configure(rag);
        });
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
        return _started;
    }

    private sealed class Telling(List<string> started) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            started.Add("service");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class SilentPolicy : IAccessPolicy
    {
        public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default) => new(AccessScope.For(user, VectorFilter.All));
    }

    private sealed class TellingPolicy(VectorStoreCapabilities needs) : IAccessPolicy, IAccessPolicyDetails
    {
        public IReadOnlyDictionary<string, FieldKind> Fields { get; } = new Dictionary<string, FieldKind> { ["readers"] = FieldKind.Texts };

        public VectorStoreCapabilities Needs => needs;

        public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default) =>
            new(AccessScope.For(user, VectorFilter.Equal("readers", user.Id)));
    }
}
