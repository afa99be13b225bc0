using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Core;

namespace Edify.Rag.Tests.Shared;

/// <summary>On how many cases, and on which, a law is tried.</summary>
internal static class Law
{
    // Any odd number will do; it tells two generators of one seed apart.
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    // Other cases: EDIFY_FUZZ_SEED=number, as for damaged files.
    private static readonly ulong Seed =
        Environment.GetEnvironmentVariable("EDIFY_FUZZ_SEED") is { Length: > 0 } seed ? ulong.Parse(seed, CultureInfo.InvariantCulture) : 20261121;

    /// <summary>The same cases in each run, so that what a run finds comes of the change and not of luck.</summary>
    public static Config On(int cases) => Config.QuickThrowOnFailure.WithMaxTest(cases)
        .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(Seed, Gamma), FSharpOption<int>.None)));

    /// <summary>Cases that were never tried before; for the slow lane. A failure tells how to get at its case again.</summary>
    public static Config OnNew(int cases) => Config.QuickThrowOnFailure.WithMaxTest(cases);
}
