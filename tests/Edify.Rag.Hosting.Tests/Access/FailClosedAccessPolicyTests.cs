using Edify.Rag.Hosting.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Hosting.Tests.Access;

public class FailClosedAccessPolicyTests
{
    private static readonly RagUser User = new("asha", "greenfield") { Roles = ["admin"] };

    [Fact]
    public async Task A_policy_that_throws_denies()
    {
        var scope = await ResolveAsync(new Policy(_ => throw new InvalidOperationException("the directory is down")));
        Assert.True(scope.IsEmpty);
    }

    [Fact]
    public async Task A_policy_that_times_out_denies()
    {
        var scope = await ResolveAsync(new Policy(_ => throw new TaskCanceledException("the directory did not answer")));
        Assert.True(scope.IsEmpty);
    }

    [Fact]
    public async Task A_scope_of_another_tenant_is_not_handed_out()
    {
        var scope = await ResolveAsync(new Policy(_ => AccessScope.ForSystem("riverside", "a mistake")));
        Assert.True(scope.IsEmpty);
        Assert.Equal("greenfield", scope.Tenant);
    }

    [Fact]
    public async Task A_policy_that_works_is_left_alone()
    {
        var scope = await ResolveAsync(new Policy(user => AccessScope.For(user, VectorFilter.All)));
        Assert.False(scope.IsEmpty);
    }

    [Fact]
    public async Task Cancellation_by_the_caller_is_not_a_denial()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var policy = Wrap(new Policy(_ => throw new OperationCanceledException(cancelled.Token)));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await policy.ResolveAsync(User, cancelled.Token));
    }

    private static async Task<AccessScope> ResolveAsync(Policy policy) => await Wrap(policy).ResolveAsync(User);

    private static FailClosedAccessPolicy Wrap(Policy policy) => new(policy, NullLogger<FailClosedAccessPolicy>.Instance);

    private sealed class Policy(Func<RagUser, AccessScope> resolve) : IAccessPolicy
    {
        public ValueTask<AccessScope> ResolveAsync(RagUser user, CancellationToken cancellationToken = default) => ValueTask.FromResult(resolve(user));
    }
}
