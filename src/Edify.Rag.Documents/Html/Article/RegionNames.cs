using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Edify.Rag.Documents.Html.Article;

/// <summary>What classes and identifiers say of a part of a page, in the languages that authors of pages use.</summary>
internal static class RegionNames
{
    private const int LongestWord = 24;

    // Words of names such as "post-comments" or "relatedLinks".
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Surroundings = Words("""
        ad ads adv breaking advert adverts advertisement advertising adsense adbox adslot addthis banner bio authorbio authorbox breadcrumb breadcrumbs byline
        carousel comment comments commentlist commenting consent cookie cookies cookiebanner credits disclaimer disqus discussion dfp
        donate donation flyout footer footnav gdpr hidden jump jumplinks legal livefyre login mailchimp masthead homepage menu menubar meta modal
        nav navbar navigation newsletter newsletters offscreen outbrain overlay pager pagination permalink popular popup print
        promo promos promobox promoted promotion rail rate rating ratings recirc recirculation recommend recommended recommendation
        recommendations register registration relate related relatedposts replies respond search share sharebar sharebox sharedaddy
        sharethis sharing shares shoutbox sidebar signin signup skip skiplink skyscraper social sociable socials sponsor sponsored
        sponsors sronly subscribe subscription supplemental syndication tag tagcloud taglist tags taboola teaser teasers ticker toolbar toolbox
        tools trending trends upsell utility views visuallyhidden watermark widget widgets yarpp zergnet dialog
        aufruf anzeige anzeigen brotkrumen empfehlung empfehlungen fusszeile kommentar kommentare leserbriefe meistgelesen seitenleiste teilen
        verwandt verwandte weiterlesen werbung
        abonnez ariane commentaire commentaires connexe connexes partage partager publicite recommandations
        boletin comentario comentarios compartir migas publicidad relacionada relacionadas relacionado relacionados suscribete
        briciole commenti condividi correlati pubblicita
        compartilhar compartilhe leiamais publicidade vejatambem
        advertentie delen gerelateerd reacties
        komentarze powiazane reklama udostepnij
        ilgili paylas reklam yorumlar
        kommentarer annonse annons reklamowe dela del
        """);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Threads =
        Words("comments commentlist disqus livefyre respond kommentare commentaires comentarios commenti reacties komentarze yorumlar");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Trails =
        Words("breadcrumb breadcrumbs brotkrumen ariane migas briciole");

    // What is quoted from elsewhere is part of the text: "social-media-embed".
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Quotations = Words("embed embedded tweet quote quotation zitat");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Captions = Words("caption captions credit bildunterschrift legende");

    /// <summary>Whether its names tell that an element describes an image.</summary>
    public static bool IsCaption(IElement element) => Any(element.ClassName, Captions);

    /// <summary>Whether its names tell that an element surrounds the content: comments, teasers, share bars, notices.</summary>
    public static bool IsSurrounding(IElement element) => AnyOf(element, Surroundings) && !AnyOf(element, Quotations);

    /// <summary>Whether its names tell that an element holds comments of readers.</summary>
    public static bool IsThread(IElement element) => AnyOf(element, Threads);

    /// <summary>Whether its names tell that an element is the way from the first page to this one, which a paragraph may hold as well.</summary>
    public static bool IsTrail(IElement element) => AnyOf(element, Trails);

    private static bool AnyOf(IElement element, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> words) =>
        Any(element.ClassName, words) || Any(element.Id, words);

    private static bool Any(string? names, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> words)
    {
        if (string.IsNullOrEmpty(names)) return false;
        var rest = names.AsSpan();
        Span<char> word = stackalloc char[LongestWord];
        while (!rest.IsEmpty)
        {
            var end = EndOfWord(rest);
            if (end > 0 && end <= LongestWord)
            {
                var length = rest[..end].ToLowerInvariant(word);
                if (words.Contains(word[..length])) return true;
            }

            rest = rest[Math.Max(1, end)..];
        }

        return false;
    }

    // "relatedLinks-box" is related, links, box; "AD" is one word.
    private static int EndOfWord(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && char.IsAsciiLetter(text[at]) && !(at > 0 && char.IsAsciiLetterUpper(text[at]) && char.IsAsciiLetterLower(text[at - 1]))) at++;
        return at;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
}
