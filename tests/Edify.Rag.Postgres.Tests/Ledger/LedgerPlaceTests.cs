using Edify.Rag.Postgres.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace Edify.Rag.Postgres.Tests.Ledger;

public sealed class LedgerPlaceTests
{
    // Few letters, from all lengths of UTF-8 and the ends of their ranges, so that texts often begin alike.
    private static readonly string[] Letters =
        ["\u0001", " ", "a", "b", "\u007F", "\u0080", "\u07FF", "\u0800", "\uD7FF", "\uE000", "\uF000", "\uFFFF", "\U00010000", "\U0010FFFF"];

    [Fact]
    public void Places_sort_as_sources_and_names_do_ordinally() =>
        Prop.ForAll(Keys(), Keys(), (a, b) =>
        {
            var expected = string.CompareOrdinal(a.Source, b.Source) is var order and not 0 ? order : string.CompareOrdinal(a.Name, b.Name);
            return Math.Sign(expected) == Math.Sign(Compare(LedgerPlace.Of(a.Source, a.Name), LedgerPlace.Of(b.Source, b.Name)));
        }).Check(Law.On(100));

    [Fact]
    public void A_source_holds_its_places_and_no_others() =>
        Prop.ForAll(Keys(), Keys(), (a, b) =>
        {
            var place = LedgerPlace.Of(a.Source, a.Name);
            var isWithin = Compare(place, LedgerPlace.StartOf(b.Source)) >= 0 && Compare(place, LedgerPlace.EndOf(b.Source)) < 0;
            return isWithin == (a.Source == b.Source) && Compare(place, LedgerPlace.First) > 0 && Compare(place, LedgerPlace.Last) < 0;
        }).Check(Law.On(100));

    private static int Compare(byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b);

    private static Arbitrary<(string Source, string Name)> Keys()
    {
        var text = Gen.Elements(Letters).ListOf().Select(letters => string.Concat(letters.Take(4)));
        return (from source in text from name in text select (source, name)).ToArbitrary();
    }
}
