"""Simplified and traditional Chinese for the texts of this corpus.

The tables hold the characters and the phrases that the source files use, and
no others: enough to convert these texts correctly (Taiwanese forms), not a
general converter. The one-to-many cases that the character table would get
wrong in these texts are settled by `_PHRASES`, longest match first.
"""

_SIMPLIFIED = (
    '万与专业东丝两严个丰临为举么乐乡书买争于云产亩亲从仓仪们价众优伙会传伤体'
    '余侣侧储儿关兴养内册写农冲决况冻净准凉减凑几凭凿划则刚创别劝办务动劲势区'
    '医单卖占卫却厂历厉压厕厘厨县参双发变叠台叶号后吗吨听启员周咨响喷团园围国'
    '图圆场坏块坚坝垄垫墙声壳处备复够头夸夹奖妈婴学实审宽对寻将尝尽层属岁岗岭'
    '师帐带帮干并广庆库应开张弯归当录征态总惊愿戏户执扫抢护报担拧拨择挂挡挤挥'
    '损换据摄摆摊攒数断无旧时晒晕暂术机杂条来柜标栏树样桠档桥桦桩检楼榉横欢残'
    '毕气汇汤沟没泄泼洁洼浅浆浇测浏涂涡涨渔渗温湾湿滚满滤滩灯炉点烂烟烧热爱爷'
    '猪猫献环现电画疗盐监盖盘着码砖确礼离秆种积称稳笋笔笼签篮类粮紧红约级纪纫'
    '纱纸线练组细织终绍经结绕给统绩续绳绵绷综绿缆缓编缝缩网罚职联胆胶脚脱腊腌'
    '腾舍节荐荚荫药萝营蓝蔺虑虫蛰蜡补衬装见观规览觉触计订认讨让训议讯记讲论设'
    '访证评识诉诊试诚话询该语误说请诺读谁调谢谣谱谷负责账货质购贴贸费贺资赚赛'
    '赞赠赢赶车转轮软轻载较辆辈边达迁过运还这进远连适选递邻采释里针钎钓钟钢钥'
    '钮钱钻铁铃铛铜银铸铺销锁锅锈错锣锦镇镐镜长门闭问间闷闸闹闻阀阁阅队阴阵陈'
    '险随隐难雾静页顶项顺须顾预领颗题颜额风飞饭饮饼馆馈馋馒马驶驻骂验鱼鲍鲜鲢'
    '鸡鹭鹰麦黄齐龙')
_TRADITIONAL = (
    '萬與專業東絲兩嚴個豐臨為舉麼樂鄉書買爭於雲產畝親從倉儀們價眾優夥會傳傷體'
    '餘侶側儲兒關興養內冊寫農沖決況凍淨準涼減湊幾憑鑿劃則剛創別勸辦務動勁勢區'
    '醫單賣佔衛卻廠歷厲壓廁釐廚縣參雙發變疊臺葉號後嗎噸聽啟員週諮響噴團園圍國'
    '圖圓場壞塊堅壩壟墊牆聲殼處備復夠頭誇夾獎媽嬰學實審寬對尋將嘗盡層屬歲崗嶺'
    '師帳帶幫乾並廣慶庫應開張彎歸當錄徵態總驚願戲戶執掃搶護報擔擰撥擇掛擋擠揮'
    '損換據攝擺攤攢數斷無舊時曬暈暫術機雜條來櫃標欄樹樣椏檔橋樺樁檢樓櫸橫歡殘'
    '畢氣匯湯溝沒洩潑潔窪淺漿澆測瀏塗渦漲漁滲溫灣溼滾滿濾灘燈爐點爛煙燒熱愛爺'
    '豬貓獻環現電畫療鹽監蓋盤著碼磚確禮離稈種積稱穩筍筆籠簽籃類糧緊紅約級紀紉'
    '紗紙線練組細織終紹經結繞給統績續繩綿繃綜綠纜緩編縫縮網罰職聯膽膠腳脫臘醃'
    '騰捨節薦莢蔭藥蘿營藍藺慮蟲蟄蠟補襯裝見觀規覽覺觸計訂認討讓訓議訊記講論設'
    '訪證評識訴診試誠話詢該語誤說請諾讀誰調謝謠譜穀負責賬貨質購貼貿費賀資賺賽'
    '贊贈贏趕車轉輪軟輕載較輛輩邊達遷過運還這進遠連適選遞鄰採釋裡針釺釣鐘鋼鑰'
    '鈕錢鑽鐵鈴鐺銅銀鑄鋪銷鎖鍋鏽錯鑼錦鎮鎬鏡長門閉問間悶閘鬧聞閥閣閱隊陰陣陳'
    '險隨隱難霧靜頁頂項順須顧預領顆題顏額風飛飯飲餅館饋饞饅馬駛駐罵驗魚鮑鮮鰱'
    '雞鷺鷹麥黃齊龍')
# Traditional forms that only the phrases, the machine table or the
# traditional sources use, and what they fold to.
_MORE_TRADITIONAL = (
    '丟係債僅勞孫嵐廟抬棄棟櫻滌濁獨籤綁維繪繫義習藝螢製視誌課談軸輸轆轤鉛鍛鍵'
    '顯颱髮鯉鳥麵幹隻遊曆鬚儘併註闆摺蔔餵菸託黴昇鬆佈迴錶')
_MORE_SIMPLIFIED = (
    '丢系债仅劳孙岚庙擡弃栋樱涤浊独签绑维绘系义习艺萤制视志课谈轴输辘轳铅锻键'
    '显台发鲤鸟面干只游历须尽并注板折卜喂烟托霉升松布回表')

_PHRASES = {
    '一只四': '一隻四', '一里到四里': '一里到四里', '三日游记': '三日遊記',
    '书签': '書籤', '五里': '五里', '八里': '八里', '公里': '公里',
    '制氧': '製氧', '制衣': '製衣', '十里八乡': '十里八鄉', '历书': '曆書',
    '县志': '縣誌', '反复': '反覆', '合并': '合併', '周边': '周邊',
    '喂鸡': '餵雞', '四只爪': '四隻爪', '回复': '回覆', '备注': '備註',
    '定制': '定製', '实干': '實幹', '宿舍': '宿舍', '尽快': '儘快',
    '尽量': '儘量', '干了': '幹了', '干部': '幹部', '折叠': '摺疊',
    '抽烟': '抽菸', '拜托': '拜託', '旅游': '旅遊', '日历': '日曆',
    '根须': '根鬚', '河谷': '河谷', '游客': '遊客', '理发': '理髮',
    '老板': '老闆', '联系': '聯繫', '萝卜': '蘿蔔', '邻里': '鄰里',
    '青霉素': '青黴素', '面包': '麵包',
}

# What a context-blind converter writes: one traditional form per character,
# right or wrong (乾部, 公裡). Common on real pages, so kept as a variant.
_MACHINE_FROM = '里面只后干升松游周布回制系表志'
_MACHINE_TO = '裡麵隻後乾昇鬆遊週佈迴製係錶誌'

_TO_TRADITIONAL = dict(zip(_SIMPLIFIED, _TRADITIONAL))
_TO_SIMPLIFIED = dict(zip(_TRADITIONAL, _SIMPLIFIED))
_TO_SIMPLIFIED.update(zip(_MORE_TRADITIONAL, _MORE_SIMPLIFIED))
_MACHINE = dict(_TO_TRADITIONAL)
_MACHINE.update(zip(_MACHINE_FROM, _MACHINE_TO))
_LONGEST = max(map(len, _PHRASES))
_QUOTES_TO_TRADITIONAL = str.maketrans('“”‘’', '「」『』')
_QUOTES_TO_SIMPLIFIED = str.maketrans('「」『』', '“”‘’')


def to_traditional(text):
    out = []
    at = 0
    while at < len(text):
        for size in range(_LONGEST, 1, -1):
            phrase = text[at:at + size]
            if phrase in _PHRASES:
                out.append(_PHRASES[phrase])
                at += size
                break
        else:
            out.append(_TO_TRADITIONAL.get(text[at], text[at]))
            at += 1
    return ''.join(out).translate(_QUOTES_TO_TRADITIONAL)


def to_machine_traditional(text):
    return ''.join(_MACHINE.get(c, c) for c in text)


def to_simplified(text):
    folded = ''.join(_TO_SIMPLIFIED.get(c, c) for c in text)
    return folded.translate(_QUOTES_TO_SIMPLIFIED)


def fold_script(text):
    return ''.join(_TO_SIMPLIFIED.get(c, c) for c in text)
