using System.Reflection;
using Edify.Rag.Conformance;
using Edify.Rag.Vectors.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Vectors.Tests.Conformance;

/// <summary>The suite that every store must pass is tested itself: a store that is wrong in one way does not pass it.</summary>
public sealed class SuiteTests
{
    [Theory]
    [InlineData(StoreFault.DropsACondition, nameof(VectorStoreSuite.Generated_filters_find_exactly_what_they_match))]
    [InlineData(StoreFault.DropsNegations, nameof(VectorStoreSuite.Every_condition_over_every_kind_of_value_is_as_defined))]
    [InlineData(StoreFault.DropsUpperBounds, nameof(VectorStoreSuite.Every_condition_over_every_kind_of_value_is_as_defined))]
    [InlineData(StoreFault.FoldsCase, nameof(VectorStoreSuite.Texts_are_equal_to_the_letter))]
    [InlineData(StoreFault.IgnoresScopes, nameof(VectorStoreSuite.A_change_of_fields_changes_who_sees_a_record))]
    [InlineData(StoreFault.MixesTenants, nameof(VectorStoreSuite.Nothing_outside_the_scope_is_ever_returned))]
    [InlineData(StoreFault.ScalesSimilarities, nameof(VectorStoreSuite.Similarities_are_cosines))]
    [InlineData(StoreFault.IgnoresMinSimilarity, nameof(VectorStoreSuite.Matches_below_the_least_similarity_are_dropped))]
    [InlineData(StoreFault.ForgetsTheWords, nameof(VectorStoreSuite.A_hybrid_search_fuses_the_ranks_of_both_legs))]
    [InlineData(StoreFault.FusesByAnotherConstant, nameof(VectorStoreSuite.A_hybrid_search_fuses_the_ranks_of_both_legs))]
    [InlineData(StoreFault.BreaksTiesByIdAlone, nameof(VectorStoreSuite.Equal_fused_scores_are_in_order_of_similarity))]
    [InlineData(StoreFault.TakesVectorsOfAnyEmbedder, nameof(VectorStoreSuite.A_vector_of_another_embedder_is_refused))]
    [InlineData(StoreFault.TakesVectorsOfAnyEmbedder, nameof(VectorStoreSuite.A_vector_of_the_embedder_before_a_switch_is_refused))]
    [InlineData(StoreFault.MixesEmbedders, nameof(VectorStoreSuite.A_collection_of_another_embedder_is_refused_with_both_named))]
    [InlineData(StoreFault.SkipsInWalks, nameof(VectorStoreSuite.A_scan_goes_in_id_order_with_vectors_when_asked))]
    [InlineData(StoreFault.AppendsInsteadOfReplacing, nameof(VectorStoreSuite.Upserting_again_changes_nothing))]
    [InlineData(StoreFault.CutsLargeCalls, nameof(VectorStoreSuite.Ten_thousand_records_in_one_call_are_stored))]
    [InlineData(StoreFault.CutsTexts, nameof(VectorStoreSuite.Texts_of_any_script_and_length_come_back_as_they_were))]
    [InlineData(StoreFault.KeepsOneValueOfMany, nameof(VectorStoreSuite.Values_come_back_of_the_kind_they_were))]
    [InlineData(StoreFault.RoundsIntegers, nameof(VectorStoreSuite.Numbers_are_compared_by_value_at_the_edges_of_their_kinds))]
    [InlineData(StoreFault.ForgetsFieldChanges, nameof(VectorStoreSuite.Updated_fields_are_found_and_all_else_stays))]
    [InlineData(StoreFault.LeavesOneBehind, nameof(VectorStoreSuite.Deleting_removes_what_matches_and_nothing_else))]
    [InlineData(StoreFault.SwitchesInTwoSteps, nameof(VectorStoreSuite.A_switch_is_never_seen_half))]
    [InlineData(StoreFault.NeverStops, nameof(VectorStoreSuite.Nothing_happens_once_cancelled))]
    public async Task A_store_with_a_fault_fails_the_test_of_it(StoreFault fault, string test)
    {
        Assert.Empty(await FailuresAsync(StoreFault.None, test));
        Assert.NotEmpty(await FailuresAsync(fault, test));
    }

    [Fact]
    public void Every_fault_is_tried()
    {
        var tried = typeof(SuiteTests).GetMethod(nameof(A_store_with_a_fault_fails_the_test_of_it))!.GetCustomAttributes<InlineDataAttribute>().Select(a => (StoreFault)a.Data[0]!);
        Assert.Equal(Enum.GetValues<StoreFault>().Where(fault => fault != StoreFault.None), tried.Distinct().Order());
    }

    private static async Task<List<Exception>> FailuresAsync(StoreFault fault, string test)
    {
        var method = typeof(VectorStoreSuite).GetMethod(test)!;
        var cases = method.GetCustomAttributes<InlineDataAttribute>().Select(a => a.Data).DefaultIfEmpty([]);
        var failures = new List<Exception>();
        foreach (var arguments in cases)
        {
            if (await RunAsync(fault, suite => (Task)method.Invoke(suite, arguments)!) is { } failure) failures.Add(failure);
        }

        return failures;
    }

    private static async Task<Exception?> RunAsync(StoreFault fault, Func<VectorStoreSuite, Task> test)
    {
        var suite = new Suite(fault);
        try
        {
            await suite.InitializeAsync();
            await test(suite);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
        finally
        {
            await suite.CloseAsync();
        }
    }

    private sealed class Suite(StoreFault fault) : VectorStoreSuite
    {
        private readonly TemporaryDirectory _directory = new();

        public async ValueTask CloseAsync()
        {
            await base.DisposeStoreAsync(Store);
            _directory.Dispose();
        }

        protected override ValueTask<IVectorStore> CreateStoreAsync() =>
            new(new FaultyStore(new EmbeddedVectorStore(new() { Directory = _directory.Path }, NullLogger.Instance), fault));
    }
}
