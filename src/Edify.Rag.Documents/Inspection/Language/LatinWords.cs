namespace Edify.Rag.Documents.Inspection.Language;

/// <summary>Function words of languages in the Latin script.</summary>
internal static class LatinWords
{
    /// <summary>Words separated by spaces, in lower case, by language.</summary>
    public static (string Language, string Words)[] All { get; } =
    [
        ("en", "the of and to in is that it was for on are as with his they be at this have from or had by but not what all were we when your can said there an each which she do how their if will up other about out many then them these so some her would has more been who its than you"),
        ("de", "der die das und ist in den von zu mit sich des auf für nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde wenn ich wir ihr dieser"),
        ("fr", "le la les de des et est un une du en que qui dans pour pas au sur plus par ce il elle avec se sont ne son sa ses ou nous vous ils leur mais cette comme aux été être tout fait l d qu n s c y a je on ont même entre sans peut"),
        ("es", "el la los las de y que en un una es se no del por con para al lo como más su sus pero le o este ha sí porque esta son entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante ser fue era están"),
        ("pt", "o a os as de e que em um uma é do da dos das no na nos nas se não por com para ao mais como mas foi sua seu ou ser quando muito há já está eu também só pelo pela até isso ela entre era depois sem mesmo são"),
        ("it", "il lo la i gli le di e che in un una è del della dei delle per non con si da al alla sono come più ma anche su nel nella dal dalla questo ha o se ci suo sua tra essere loro molto era stato hanno tutti quando perché"),
        ("nl", "de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar die bij uit nog worden door naar heeft ze hij deze over wordt tot je kan wat werd of geen hun meer zal was had ik wij zich"),
        ("sv", "och i att det som en på är av för med den till inte om ett har de var så men jag sig från vi kan man när eller nu ut vid hade också efter över mycket bara alla ska skulle där hur upp vara utan mot under blir deras"),
        ("da", "og i at det er en til på som af for med den de ikke der et var har han jeg om sig men fra vi kan man når eller nu ud ved havde også efter over meget kun alle skal ville hvor hvad op være uden mod blev deres sin blive af"),
        ("nb", "og i å det er en til på som av for med den de ikke et var har han jeg om seg men fra vi kan man når eller nå ut ved hadde også etter over mye bare alle skal ville hvor hva opp være uten mot ble deres sin bli av noe etter"),
        ("fi", "ja on ei se että hän oli joka mutta ovat kun niin tai kuin myös sen ole olla jos mitä siitä nyt vain hänen ne tämä kanssa sitä joka sekä jotka voi mukaan hyvin ollut enemmän kaikki jälkeen minä vielä ennen ovat tämän"),
        ("et", "ja on ei see et oma kui ta oli mis aga ka või nii mida siis mille tema seda selle olid kas välja neid juba oleks ole olla veel kõik ning pärast mitte väga poolt üks kes peab saab"),
        ("pl", "i w nie na się z do jest że to o jak za po co tak ale przez od jego być są dla czy oraz może już tym tego które który która tylko też przed bardzo jej ich gdy lub był była było pod bez więc jako ze we"),
        ("cs", "a se v na je že to s z do o i jako za k pro by si jsou ale od po tak jeho které který která nebo už jen byl byla bylo také při až jak ve své před podle mezi není být více když aby jsem tím kde ze"),
        ("sk", "a sa v na je že to s z do o i ako za k pre by si sú ale od po tak jeho ktoré ktorý ktorá alebo už len bol bola bolo aj pri až ako vo svoje pred podľa medzi nie byť viac keď aby som tým kde zo"),
        ("sl", "in je v na se da za so ki z s po pri tudi ne kot ali pa o iz do od kar bo ter še le že bil bila bilo ni jih lahko kako zelo med svoje tega med njegov kjer ko ima vse ker biti več ki če saj bi sem smo pred tako"),
        ("hr", "i je u na se da za su od s koji koja koje a kao o iz do što bi ili ne ali po nije bio bila bilo također samo više kako sve još biti između kada prema pri nakon njegov oni će već može"),
        ("ro", "și de în la a cu pe nu care este un o din să că pentru mai se sau ca au sunt fi prin după dar lui al ale am fost foarte această acest între ei el ea cum când unei unui toate avea până"),
        ("hu", "a az és hogy nem is egy ez meg van de csak mint volt még már ha vagy el ki fel minden után azt lehet kell ezt lesz ami amely aki között pedig sem nagyon több akkor majd szerint által alatt"),
        ("tr", "ve bir bu da de için ile olarak çok daha gibi en olan ne kadar o ama sonra var ise her ya değil mi iki olduğu yok ben göre tarafından kendi büyük şu ancak veya hem bütün zaman oldu"),
        ("id", "dan yang di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena ada oleh mereka adalah atau bisa kami telah sudah lebih dapat tersebut sebagai seperti kita lain bahwa hanya saat setelah ia"),
        ("vi", "và của là có không được một trong cho các với này người những khi đã để như từ đến về cũng ra phải sẽ trên tại vào nhưng còn theo hơn nhiều chúng tôi bị đó nếu làm rất năm"),
        ("ca", "el la els les de i que en un una és del per no amb al dels es com més però o seva seu aquest aquesta són entre quan molt sense sobre també fins hi ha on des tot ser va era estan a amb cada perquè"),
        ("lt", "ir yra kad ne tai su į iš jis ji kaip bet o už buvo savo jo jie taip per nuo apie dar tik jau būti ar prie kuris kurie arba gali po labai kai jei visi taip pat kartu šis"),
        ("lv", "un ir ka ne tas ar uz no viņš viņa kā bet par bija savu viņi tā arī pie vēl tikai jau būt vai pēc kas kuri var ļoti kad ja visi šis šī to lai līdz gan nav tiek"),
        ("sw", "na ya wa kwa ni katika la za kuwa hii huo yake au cha kama hiyo sana lakini watu wake wao alikuwa ambao ili baada pia hata kila mtu huu hivyo yao bila zaidi vya"),
    ];
}
