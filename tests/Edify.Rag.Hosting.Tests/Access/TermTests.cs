using Edify.Rag.Hosting.Access;
using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Access;

public class TermTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_relation_counts_from_its_begin_to_before_its_end()
    {
        var options = new SchoolRolesOptions();
        options.Relations.Add(new() { User = "asha", Kind = RelationKind.Role, Of = "teacher", From = Start.AddDays(1), Until = Start.AddDays(3) });
        var time = new FakeTimeProvider();
        var policy = Policies.Of(options, time);

        var before = await policy.ResolveAsync(Policies.User());
        Assert.Equal((true, Start.AddDays(1)), (before.IsEmpty, before.ExpiresAt));

        time.Advance(TimeSpan.FromDays(1));
        var within = await policy.ResolveAsync(Policies.User());
        Assert.Equal((false, Start.AddDays(3)), (within.IsEmpty, within.ExpiresAt));

        time.Advance(TimeSpan.FromDays(2));
        var after = await policy.ResolveAsync(Policies.User());
        Assert.Equal((true, (DateTimeOffset?)null), (after.IsEmpty, after.ExpiresAt));
    }

    [Fact]
    public async Task A_role_ends_for_all_who_have_it_or_inherit_it()
    {
        var options = Policies.Options(
            ("examiner", new() { Modules = { "exams" }, Until = Start.AddDays(1) }),
            ("head", new() { Inherits = { "examiner" }, Modules = { RagModules.Sop } }));
        var time = new FakeTimeProvider();
        var policy = Policies.Of(options, time);
        Assert.True(await policy.SeesAsync(Policies.User("head"), (RagFields.Module, "exams")));
        Assert.Equal(Start.AddDays(1), (await policy.ResolveAsync(Policies.User("head"))).ExpiresAt);

        time.Advance(TimeSpan.FromDays(1));
        Assert.False(await policy.SeesAsync(Policies.User("head"), (RagFields.Module, "exams")));
        Assert.True(await policy.SeesAsync(Policies.User("head"), (RagFields.Module, RagModules.Sop)));
        Assert.True((await policy.ResolveAsync(Policies.User("examiner"))).IsEmpty);
    }

    [Fact]
    public async Task The_scope_expires_with_the_first_change_of_several()
    {
        var options = new SchoolRolesOptions();
        options.Relations.Add(new() { User = "asha", Kind = RelationKind.Guardian, Of = "ben", Until = Start.AddDays(5) });
        options.Relations.Add(new() { User = "asha", Kind = RelationKind.Guardian, Of = "carl", From = Start.AddDays(2) });
        options.Relations.Add(new() { User = "asha", Kind = RelationKind.Guardian, Of = "dora", Until = Start.AddDays(-1) });

        Assert.Equal(Start.AddDays(2), (await Policies.Of(options).ResolveAsync(Policies.User("guardian"))).ExpiresAt);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_brings_no_right_back()
    {
        var options = new SchoolRolesOptions();
        options.Relations.Add(new() { User = "asha", Kind = RelationKind.Role, Of = "teacher", Until = Start.AddDays(1) });
        options.Relations.Add(new() { User = "asha", Kind = RelationKind.Role, Of = "admin", From = Start.AddDays(1) });
        var time = new FakeTimeProvider();
        var policy = Policies.Of(options, time);
        Assert.True(await policy.SeesAsync(Policies.User(), (RagFields.Module, RagModules.General)));

        time.Advance(TimeSpan.FromDays(2));
        Assert.True(await policy.SeesAsync(Policies.User(), (RagFields.Module, RagModules.Sop)));

        time.Advance(TimeSpan.FromDays(-2));
        Assert.True((await policy.ResolveAsync(Policies.User())).IsEmpty);
    }

    [Fact]
    public void Clocks_that_jump_about_never_make_a_term_last_longer()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var time = new FakeTimeProvider();
            var clock = new AccessClock(time);
            var term = new Term(Start.AddHours(random.Next(-20, 40)), Start.AddHours(random.Next(-20, 40)));
            var hasEnded = false;
            for (var step = 0; step < 30; step++)
            {
                time.Advance(TimeSpan.FromHours(random.Next(-30, 31)));
                var now = clock.Now();
                hasEnded |= now.Clock >= term.Until;
                Assert.Equal(!hasEnded && term.From <= now.Clock, term.Holds(now));
            }
        }
    }
}
